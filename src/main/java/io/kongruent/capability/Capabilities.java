package io.kongruent.capability;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one data plane can do. An input of resolve and translate, never asked for during a stage.
 *
 * @param kongVersion such as {@code 3.9.1}; empty while unknown
 * @param pluginVersion version of our plugin; empty where Kong doesn't carry it
 * @param able what works
 * @param unable what doesn't, with the data plane's reason
 * @param listens on which ports it accepts what; empty while unknown
 */
public record Capabilities(
        String kongVersion,
        Optional<String> pluginVersion,
        Set<Capability> able,
        Map<Capability, String> unable,
        List<Listen> listens) {

    /**
     * A port on which Kong accepts something.
     *
     * @param tls whether it can terminate TLS
     * @param http2 whether it takes HTTP/2: by ALPN with TLS, with prior knowledge without
     * @param shown the port that Kong's router sees for it; another one where Kong's {@code port_maps} names it
     */
    public record Listen(int port, Transport transport, boolean tls, boolean http2, int shown) {

        /** What a port is for. */
        public enum Transport {
            HTTP,
            TCP,
            UDP,
        }

        /** A port without a port map. */
        public Listen(int port, Transport transport, boolean tls, boolean http2) {
            this(port, transport, tls, http2, port);
        }

        /** A port for HTTP of both versions. */
        public Listen(int port, boolean tls) {
            this(port, Transport.HTTP, tls, true);
        }
    }

    /** Port 0 stands for one that is yet to be chosen. */
    private static final List<Listen> ANY = List.of(
            new Listen(0, Listen.Transport.HTTP, false, true),
            new Listen(0, Listen.Transport.HTTP, true, true),
            new Listen(0, Listen.Transport.TCP, false, false),
            new Listen(0, Listen.Transport.TCP, true, false),
            new Listen(0, Listen.Transport.UDP, false, false));

    public Capabilities {
        able = Collections.unmodifiableSet(able.isEmpty() ? EnumSet.noneOf(Capability.class) : EnumSet.copyOf(able));
        unable = Collections.unmodifiableMap(new TreeMap<>(unable));
        listens = List.copyOf(listens);
    }

    /** A Kong without our plugin. */
    public static Capabilities withoutPlugin(String kongVersion, List<Listen> listens) {
        return new Capabilities(kongVersion, Optional.empty(), Set.of(), Map.of(), listens);
    }

    /** Everything that the shipped plugin declares: what a class without data planes yet goes by. */
    public static Capabilities shipped(String pluginVersion, List<Listen> listens) {
        return new Capabilities("", Optional.of(pluginVersion), EnumSet.allOf(Capability.class), Map.of(), listens);
    }

    /** The same where every port is to be had. */
    public Capabilities onAnyPort() {
        return new Capabilities(kongVersion, pluginVersion, able, unable, ANY);
    }

    public boolean can(Capability capability) {
        return able.contains(capability);
    }

    /** Whether gRPC calls can come in on some port; silence withdraws nothing. */
    public boolean takesHttp2() {
        return listens.isEmpty() || listens.stream().anyMatch(Listen::http2);
    }

    /** Whether connections or datagrams can come in on some port; where that isn't known it isn't promised. */
    public boolean takes(Listen.Transport transport, boolean tls) {
        return listens.stream().anyMatch(l -> l.transport() == transport && l.tls() == tls);
    }

    /**
     * By which ports Kong's router may know what comes in on one: itself, and the one that a port map shows. Where Kong reads a server name it routes twice, first by the shown
     * port and then by its own.
     */
    public SortedSet<Integer> shown(int port, Listen.Transport transport) {
        SortedSet<Integer> ports = new TreeSet<>(Set.of(port));
        listens.stream()
                .filter(l -> l.port() == port && l.transport() == transport)
                .forEach(l -> ports.add(l.shown()));
        return ports;
    }

    /** Whether a port takes HTTP/2; one that isn't known does. */
    public boolean takesHttp2(int port) {
        List<Listen> there = listens.stream().filter(l -> l.port() == port).toList();
        return there.isEmpty() || there.stream().anyMatch(Listen::http2);
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
