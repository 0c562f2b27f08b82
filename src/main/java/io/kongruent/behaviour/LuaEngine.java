package io.kongruent.behaviour;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An interpreter that holds the plugin's modules and their state. Not thread-safe. */
interface LuaEngine extends AutoCloseable {

    String BRIDGE = "jvm.bridge";

    /** Every module an engine holds, each after those it requires. */
    List<String> MODULES = List.of(
            "kong.plugins.gateway-api.capabilities",
            "kong.plugins.gateway-api.json",
            "kong.plugins.gateway-api.hosts",
            "kong.plugins.gateway-api.misdirected",
            "kong.plugins.gateway-api.headers",
            "kong.plugins.gateway-api.path",
            "kong.plugins.gateway-api.redirect",
            "kong.plugins.gateway-api.respond",
            "kong.plugins.gateway-api.draw",
            "kong.plugins.gateway-api.rule",
            "kong.plugins.gateway-api.facts",
            "kong.plugins.gateway-api.spec",
            BRIDGE);

    /** Calls a function of the bridge: printable ASCII in, bytes out. Throws {@link IllegalArgumentException} with Lua's message. */
    byte[] call(String function, String frame);

    @Override
    void close();

    /** The source of a module. */
    static String source(String module) {
        String resource = "/lua/" + module.replace('.', '/') + ".lua";
        try (InputStream in = LuaEngine.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
