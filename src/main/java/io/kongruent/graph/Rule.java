package io.kongruent.graph;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One rule of a route, free of the kind it came from. */
public sealed interface Rule {

    /** Its place in the route, 0-based. */
    int index();

    /** Its name, where it has one (GEP-995). */
    Optional<String> name();

    List<BackendRef> backends();

    /** What can't be had of this rule, found by looking at the one object alone. */
    List<Finding> findings();

    /** For messages: {@code rule 2 ("canary")}; counted from 0, as field paths are. */
    default String label() {
        return "rule " + index() + name().map(n -> " (\"" + n + "\")").orElse("");
    }

    /**
     * A rule about requests.
     *
     * @param requests what its requests are: others aren't meant, whatever the matches say
     * @param matches never empty: a rule without matches has one that matches everything
     * @param filters in declared order
     * @param backendRequestTimeout for one request to a backend; empty: none
     */
    record L7(
            int index,
            Optional<String> name,
            Requests requests,
            List<Match> matches,
            List<Filter> filters,
            List<BackendRef> backends,
            Optional<Duration> backendRequestTimeout,
            List<Finding> findings)
            implements Rule {

        /** What requests are. */
        public enum Requests {
            HTTP,
            /** Calls of gRPC: known by their content type, spoken to backends over HTTP/2. */
            GRPC,
        }

        public L7 {
            matches = List.copyOf(matches);
            filters = List.copyOf(filters);
            backends = List.copyOf(backends);
            findings = List.copyOf(findings);
        }
    }

    /**
     * A rule about connections or datagrams.
     *
     * @param flow what it is about
     */
    record L4(int index, Optional<String> name, Flow flow, List<BackendRef> backends, List<Finding> findings)
            implements Rule {

        /** What comes in. */
        public enum Flow {
            /** Connections of TLS, by their server name. Whether they are terminated or go on as they are is the listener's. */
            TLS,
            TCP,
            UDP,
        }

        public L4 {
            backends = List.copyOf(backends);
            findings = List.copyOf(findings);
        }
    }
}
