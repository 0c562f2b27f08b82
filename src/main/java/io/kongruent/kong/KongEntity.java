package io.kongruent.kong;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/** An entity of Kong's declarative configuration. References between entities are by name or id, as strings. */
public sealed interface KongEntity {

    /** Lower-case UUID, stable for the same object. Kong answers 500 for upper case. */
    String id();

    /** What Kong filters by; mostly none, since tags cost it time. */
    List<String> tags();

    /** Kong's name of the collection, such as {@code services}. */
    String collection();

    /**
     * A service.
     *
     * @param protocol http, https, grpc, grpcs, tcp, udp, tls
     * @param host an upstream's name, or a host
     * @param retries after a failed connection
     * @param tlsVerify whether backends are verified; empty where TLS isn't spoken or our plugin alone sees to it
     * @param authorities ids of the {@code ca_certificates} by which Kong itself verifies; none where our plugin sees to it
     * @param readTimeoutMs empty: Kong's default of 60 s; likewise the others
     */
    record Service(
            String id,
            String name,
            String protocol,
            String host,
            int port,
            int retries,
            Optional<Boolean> tlsVerify,
            List<String> authorities,
            OptionalInt connectTimeoutMs,
            OptionalInt writeTimeoutMs,
            OptionalInt readTimeoutMs,
            List<String> tags)
            implements KongEntity {

        /** One without TLS. */
        public Service(
                String id,
                String name,
                String protocol,
                String host,
                int port,
                int retries,
                OptionalInt connectTimeoutMs,
                OptionalInt writeTimeoutMs,
                OptionalInt readTimeoutMs,
                List<String> tags) {
            this(
                    id,
                    name,
                    protocol,
                    host,
                    port,
                    retries,
                    Optional.empty(),
                    List.of(),
                    connectTimeoutMs,
                    writeTimeoutMs,
                    readTimeoutMs,
                    tags);
        }

        @Override
        public String collection() {
            return "services";
        }
    }

    /**
     * A route of the expressions router.
     *
     * @param service name of the service; empty when a plugin answers
     * @param priority 0 to 2^46-1, higher first; of equal ones the higher id
     */
    record Route(
            String id,
            String name,
            String expression,
            long priority,
            List<String> protocols,
            Optional<String> service,
            boolean stripPath,
            boolean preserveHost,
            List<String> tags)
            implements KongEntity {
        @Override
        public String collection() {
            return "routes";
        }
    }

    /**
     * An upstream with its targets, which Kong takes nested.
     *
     * @param hostHeader the name by which backends are asked for and verified on connections; empty where there is none
     */
    record Upstream(String id, String name, List<Target> targets, Optional<String> hostHeader, List<String> tags)
            implements KongEntity {

        /** One whose backends are asked for by no name of its own. */
        public Upstream(String id, String name, List<Target> targets, List<String> tags) {
            this(id, name, targets, Optional.empty(), tags);
        }

        @Override
        public String collection() {
            return "upstreams";
        }
    }

    /** An endpoint: {@code ip:port} or {@code [v6]:port}; weight 0 to 65535. Not an entity on its own: it lives in its upstream. */
    record Target(String target, int weight) {}

    /** A certificate. {@code key} is a secret. */
    record Certificate(
            String id, String cert, String key, Optional<String> certAlt, Optional<String> keyAlt, List<String> tags)
            implements KongEntity {
        @Override
        public String collection() {
            return "certificates";
        }

        @Override
        public String toString() {
            return "Certificate[" + id + "]";
        }
    }

    /** The certificate of an authority, exactly one in PEM. */
    record CaCertificate(String id, String cert, List<String> tags) implements KongEntity {
        @Override
        public String collection() {
            return "ca_certificates";
        }
    }

    /** A server name; {@code certificate} is the certificate's id. Top level always: nested ones meet a defect of Kong's. */
    record Sni(String id, String name, String certificate, List<String> tags) implements KongEntity {
        @Override
        public String collection() {
            return "snis";
        }
    }

    /**
     * A plugin.
     *
     * @param route the id or name of its route; empty for a global instance
     * @param protocols empty: Kong's default, which is requests of every kind
     * @param config flat: strings, numbers, booleans, lists and maps of them, in the order of serialisation
     */
    record Plugin(
            String id,
            String name,
            Optional<String> route,
            List<String> protocols,
            SequencedMap<String, Object> config,
            List<String> tags)
            implements KongEntity {

        public Plugin {
            protocols = List.copyOf(protocols);
        }

        /** One for requests. */
        public Plugin(
                String id,
                String name,
                Optional<String> route,
                SequencedMap<String, Object> config,
                List<String> tags) {
            this(id, name, route, List.of(), config, tags);
        }

        @Override
        public String collection() {
            return "plugins";
        }
    }
}
