package io.kongruent.capability;

import java.util.Arrays;
import java.util.Optional;

/** One ability of the data plane, by the name under which our plugin reports it. */
public enum Capability {
    /** The true listener of a request is known to the router and can't be forged. */
    LISTENER_FACT("listener-fact"),
    /** Matches that Kong's expressions can't say are computed by the plugin. */
    MATCH_FACTS("match-facts"),
    /** Kong's match cache tells requests apart that its own key confuses. */
    ROUTER_CACHE_KEY("router-cache-key"),
    /** A route never goes live before its plugins. */
    ATOMIC_RELOAD("atomic-reload"),
    /** Certificates are chosen by port, SNI and longest match. */
    CERTIFICATES("certificates"),
    /** Likewise, by SNI and longest match, for connections of the protocol TLS that Kong terminates. */
    STREAM_CERTIFICATES("stream-certificates"),
    /** A request over a connection that was made for another listener is answered with 421. */
    MISDIRECTED_REQUESTS("misdirected-requests"),
    REQUEST_HEADERS("request-headers"),
    RESPONSE_HEADERS("response-headers"),
    REDIRECT("redirect"),
    REWRITE("rewrite"),
    /** Several backends of one rule are drawn exactly by weight. */
    WEIGHTED_DRAW("weighted-draw"),
    /** Filters on a backendRef. */
    BACKEND_FILTERS("backend-filters"),
    /** Fixed answers, such as 500 for a refused rule or for the share of an invalid backend. */
    RESPOND("respond"),
    BACKEND_TIMEOUT("backend-timeout"),
    /** TLS to backends, verified by a name and authorities of its own, with a certificate of ours where they ask for one. */
    BACKEND_TLS("backend-tls"),
    /** Backends verified by the authorities of the data plane's system. */
    SYSTEM_AUTHORITIES("system-authorities");

    private final String label;

    Capability(String label) {
        this.label = label;
    }

    /** The name in the plugin's report. */
    public String label() {
        return label;
    }

    /** The capability that the plugin calls {@code label}; empty for one that this version doesn't know. */
    public static Optional<Capability> byLabel(String label) {
        return Arrays.stream(values()).filter(c -> c.label.equals(label)).findFirst();
    }
}
