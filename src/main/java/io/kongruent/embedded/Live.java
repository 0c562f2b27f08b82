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
 */
record Live(
        Optional<String> version,
        Optional<String> globalSpec,
        Router router,
        Map<String, Route> routes,
        Map<String, Upstream> balancers,
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
            UpstreamTls tls) {}

    /**
     * An upstream.
     *
     * @param hostHeader the Host to send when the client's isn't kept
     */
    record Upstream(Balancer balancer, Optional<String> hostHeader) {}

    /**
     * How to speak TLS to a backend.
     *
     * @param authorities certificates in PEM, trusted when {@code verify}
     */
    record UpstreamTls(boolean verify, List<String> authorities) {
        UpstreamTls {
            authorities = List.copyOf(authorities);
        }
    }
}
