package io.kongruent.capability;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one data plane can do. An input of resolve and translate, never asked for during a stage.
 *
 * @param kongVersion such as {@code 3.9.1}; empty while unknown
 * @param pluginVersion version of our plugin; empty where Kong doesn't carry it
 * @param able what works
 * @param unable what doesn't, with the data plane's reason
 * @param listens the proxy's listen ports
 */
public record Capabilities(
        String kongVersion,
        Optional<String> pluginVersion,
        java.util.Set<Capability> able,
        Map<Capability, String> unable,
        List<Listen> listens) {

    /** A port on which Kong accepts HTTP; {@code tls} where it terminates TLS. */
    public record Listen(int port, boolean tls) {}

    public Capabilities {
        able = java.util.Collections.unmodifiableSet(
                able.isEmpty() ? java.util.EnumSet.noneOf(Capability.class) : java.util.EnumSet.copyOf(able));
        unable = java.util.Collections.unmodifiableMap(new TreeMap<>(unable));
        listens = List.copyOf(listens);
    }

    /** A Kong without our plugin. */
    public static Capabilities withoutPlugin(String kongVersion, List<Listen> listens) {
        return new Capabilities(kongVersion, Optional.empty(), java.util.Set.of(), Map.of(), listens);
    }

    /** Everything that the shipped plugin declares: what a class without data planes yet goes by. */
    public static Capabilities shipped(String pluginVersion, List<Listen> listens) {
        return new Capabilities(
                "", Optional.of(pluginVersion), java.util.EnumSet.allOf(Capability.class), Map.of(), listens);
    }

    public boolean can(Capability capability) {
        return able.contains(capability);
    }

    public boolean hasPlugin() {
        return pluginVersion.isPresent();
    }

    /** Why {@code capability} can't be had here, as the tail of a message: what is missing and what to do. */
    public String why(Capability capability) {
        String reported = unable.get(capability);
        if (reported != null) {
            return "the data plane's gateway-api plugin reports " + capability.label() + " as unavailable: " + reported;
        }
        return hasPlugin()
                ? "the data plane's gateway-api plugin " + pluginVersion.get() + " doesn't know " + capability.label()
                        + "; update the plugin"
                : "the data plane has no gateway-api plugin; mount it and add it to KONG_PLUGINS";
    }
}
