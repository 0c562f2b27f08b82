package io.kongruent.behaviour;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration of the plugin's global instance.
 *
 * @param version names this configuration; the status endpoint reports it as applied, so it is unique per push
 * @param listeners by listen port
 * @param tls ids of certificate entities by listen port and host pattern; with an empty list the handshake is refused
 * @param upstreams how TLS is spoken to them, by name; to others it isn't
 * @param clientCertificates id of the certificate entity that such upstreams are shown, by listen port
 * @param facts sorted by id, each once
 * @param names lower-case names of the headers that expressions match, sorted, each once: a client's header that
 *     differs from one only by {@code _} for {@code -} is hidden from the router
 */
public record GlobalSpec(
        String version,
        SortedMap<Integer, Listen> listeners,
        SortedMap<Integer, SortedMap<String, List<String>>> tls,
        SortedMap<String, UpstreamTls> upstreams,
        SortedMap<Integer, String> clientCertificates,
        List<Fact> facts,
        List<String> names) {

    /** One that speaks no TLS to backends. */
    public GlobalSpec(
            String version,
            SortedMap<Integer, Listen> listeners,
            SortedMap<Integer, SortedMap<String, List<String>>> tls,
            List<Fact> facts,
            List<String> names) {
        this(version, listeners, tls, new TreeMap<>(), new TreeMap<>(), facts, names);
    }

    /**
     * How TLS is spoken to an upstream.
     *
     * @param name asked for and verified
     * @param key the same for the same name and authorities: connections are shared by no others
     * @param authorities ids of Kong's {@code ca_certificates}; empty: those of Kong's system
     */
    public record UpstreamTls(String name, String key, List<String> authorities) {
        public UpstreamTls {
            authorities = List.copyOf(authorities);
        }
    }

    /**
     * @param port the port that the Gateway's listeners name, which redirects show
     * @param hosts by host pattern (exact, {@code *.suffix} of one label or more, or empty for any, in lower case) the
     *     value of the fact {@code gwlistener}
     */
    public record Listen(int port, SortedMap<String, String> hosts) {
        public Listen {
            hosts = sorted(hosts);
        }
    }

    public GlobalSpec {
        listeners = sorted(listeners);
        upstreams = sorted(upstreams);
        clientCertificates = sorted(clientCertificates);
        TreeMap<Integer, SortedMap<String, List<String>>> copy = new TreeMap<>();
        tls.forEach((port, hosts) -> {
            TreeMap<String, List<String>> ids = new TreeMap<>();
            hosts.forEach((host, list) -> ids.put(host, List.copyOf(list)));
            copy.put(port, Collections.unmodifiableSortedMap(ids));
        });
        tls = Collections.unmodifiableSortedMap(copy);
        TreeMap<String, Fact> byId = new TreeMap<>();
        facts.forEach(fact -> byId.put(fact.id(), fact));
        facts = List.copyOf(byId.values());
        names = names.stream().distinct().sorted().toList();
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> sorted(Map<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** The exact text that Kong gets: keys in a fixed order, empty parts left out. Equal specs have equal text. */
    public String json() {
        return SpecJson.write(this);
    }

    /** The spec of a text that the plugin accepts; {@link IllegalArgumentException} for any other shape. */
    public static GlobalSpec parse(String json) {
        return SpecJson.readGlobal(json);
    }
}
