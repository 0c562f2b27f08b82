package io.kongruent.embedded;

import io.kongruent.embedded.router.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One configuration in force, as one worker uses it. Immutable but for the router's cache and the balancers' places.
 *
 * @param version what the plugin's global instance calls this configuration; empty without one
 * @param globalSpec the plugin's global instance
 * @param routes by id
 * @param balancers by the upstream's name
 * @param speaksTls whether the plugin says to which of them TLS is spoken; else the service's protocol does
 * @param shown ids of the certificates that backends are shown, by listen port
 */
record Live(
        Optional<String> version,
        Optional<String> globalSpec,
        Router router,
        Map<String, Route> routes,
        Map<String, Upstream> balancers,
        boolean speaksTls,
        Map<Integer, String> shown,
        Certificates certificates) {

    /**
     * A route, with the plugin instances that act on it.
     *
     * @param spec of the {@code gateway-api} instance on the route or its service
     */
    record Route(
            String id,
            String name,
            Optional<Service> service,
            boolean stripPath,
            boolean preserveHost,
            Optional<String> spec,
            Optional<Termination> termination) {}

    /** A service. */
    record Service(
            String id,
            String name,
            String protocol,
            String host,
            int port,
            String path,
            int retries,
            Duration connectTimeout,
            Duration readTimeout,
            UpstreamTls tls) {

        /** Whether it is spoken to by HTTP/2: Kong's {@code grpc} is that, whatever it carries. */
        boolean http2() {
            return protocol.equals("grpc") || protocol.equals("grpcs");
        }
    }

    /**
     * An upstream.
     *
     * @param hostHeader the Host to send when the client's isn't kept
     * @param tls how the plugin speaks TLS to it; empty: not at all
     */
    record Upstream(Balancer balancer, Optional<String> hostHeader, Optional<UpstreamTls> tls) {}

    /**
     * How to speak TLS to a backend.
     *
     * @param name asked for and verified; empty: the Host
     * @param authorities certificates in PEM, trusted when {@code verify}
     * @param system whether the system's are trusted instead
     */
    record UpstreamTls(boolean verify, Optional<String> name, List<String> authorities, boolean system) {
        UpstreamTls {
            authorities = List.copyOf(authorities);
        }
    }
}
