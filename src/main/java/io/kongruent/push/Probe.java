package io.kongruent.push;

import com.fasterxml.jackson.databind.JsonNode;
import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capabilities.Listen;
import io.kongruent.capability.Capability;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a Kong says of itself, read as capabilities. */
final class Probe {

    /** The version of specs that translation writes. */
    private static final int SPEC_VERSION = 1;

    private Probe() {}

    /**
     * The capabilities.
     *
     * @param root the answer of {@code GET /}
     * @param plugin that of our plugin; empty without it
     * @throws AdminUnreachable when this Kong can't be configured at all, with what to set
     */
    static Capabilities capabilities(String url, JsonNode root, Optional<JsonNode> plugin) {
        JsonNode configuration = root.path("configuration");
        String version = root.path("version").asText();
        if (version.isEmpty()) {
            throw new AdminUnreachable("what answers at " + url + " is no Kong");
        }
        String flavor = configuration.path("router_flavor").asText();
        if (!flavor.equals("expressions")) {
            throw new AdminUnreachable("the Kong at " + url + " runs the router \"" + flavor
                    + "\"; set router_flavor = expressions (KONG_ROUTER_FLAVOR)");
        }
        String database = configuration.path("database").asText();
        if (!database.equals("off")) {
            throw new AdminUnreachable("the Kong at " + url + " keeps its configuration in a database (" + database
                    + "); set database = off (KONG_DATABASE)");
        }
        JsonNode maps = configuration.path("host_ports");
        List<Listen> listens = new ArrayList<>();
        configuration
                .path("proxy_listeners")
                .forEach(l -> listens.add(new Listen(
                        l.path("port").asInt(),
                        Listen.Transport.HTTP,
                        l.path("ssl").asBoolean(),
                        l.path("http2").asBoolean(true),
                        shown(maps, l))));
        configuration
                .path("stream_listeners")
                .forEach(l -> listens.add(new Listen(
                        l.path("port").asInt(),
                        l.path("udp").asBoolean() ? Listen.Transport.UDP : Listen.Transport.TCP,
                        l.path("ssl").asBoolean(),
                        false,
                        shown(maps, l))));
        List<Listen> distinct = listens.stream().distinct().toList();
        if (plugin.isEmpty()) {
            return Capabilities.withoutPlugin(version, distinct);
        }
        List<Integer> specs = new ArrayList<>();
        plugin.get().path("spec_versions").forEach(v -> specs.add(v.asInt()));
        if (!specs.contains(SPEC_VERSION)) {
            throw new AdminUnreachable(
                    "the gateway-api plugin of the Kong at " + url + " understands the spec versions " + specs
                            + " but not " + SPEC_VERSION + "; mount the plugin of this Kongruent");
        }
        Set<Capability> able = EnumSet.noneOf(Capability.class);
        Map<Capability, String> unable = new EnumMap<>(Capability.class);
        plugin.get()
                .path("capabilities")
                .properties()
                .forEach(e -> Capability.byLabel(e.getKey()).ifPresent(capability -> {
                    if (e.getValue().path("ok").asBoolean()) {
                        able.add(capability);
                    } else {
                        unable.put(capability, e.getValue().path("reason").asText("no reason given"));
                    }
                }));
        return new Capabilities(
                version, Optional.of(plugin.get().path("version").asText()), able, unable, distinct);
    }

    /** Kong tells its port maps by its own ports. */
    private static int shown(JsonNode maps, JsonNode listen) {
        int port = listen.path("port").asInt();
        return maps.path(Integer.toString(port)).asInt(port);
    }
}
