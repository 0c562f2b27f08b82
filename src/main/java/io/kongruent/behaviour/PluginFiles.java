package io.kongruent.behaviour;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The plugin as Kong loads it: the files of its folder, which come with this program. */
public final class PluginFiles {

    private static final String FOLDER = "/lua/kong/plugins/gateway-api/";

    /** A program that was built natively can't list a folder. */
    static final List<String> NAMES = List.of(
            "api",
            "applied",
            "atomic_reload",
            "backend_tls",
            "capabilities",
            "certificates",
            "draw",
            "facts",
            "handler",
            "headers",
            "hosts",
            "json",
            "misdirected",
            "path",
            "redirect",
            "regex",
            "request",
            "respond",
            "response",
            "router_cache_key",
            "rule",
            "schema",
            "selftest",
            "spec",
            "specs",
            "status",
            "status_api");

    private PluginFiles() {}

    /** Their contents by their names, such as {@code handler.lua}. */
    public static SortedMap<String, String> read() {
        TreeMap<String, String> files = new TreeMap<>();
        NAMES.forEach(name -> files.put(name + ".lua", read(FOLDER + name + ".lua")));
        return Collections.unmodifiableSortedMap(files);
    }

    private static String read(String resource) {
        try (InputStream in = PluginFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
