package io.kongruent.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.embedded.config.Limits;
import java.util.List;
import java.util.Optional;

/** What this gateway can do of what Kong can. The rest is refused when it is configured, so that nothing is served without what it asks for. */
final class Abilities implements Limits {
    /** The plugins it runs and their priorities in Kong. */
    static final String GATEWAY_API = "gateway-api";

    static final String TERMINATION = "request-termination";
    private static final String WHO = "the embedded gateway can't ";
    private static final List<String> PASSIVE = List.of(
            "/passive/healthy/successes",
            "/passive/unhealthy/tcp_failures",
            "/passive/unhealthy/timeouts",
            "/passive/unhealthy/http_failures");

    @Override
    public Optional<String> refuse(String collection, ObjectNode entity) {
        return switch (collection) {
            case "plugins" -> plugin(entity);
            case "upstreams" -> upstream(entity);
            case "services" ->
                entity.hasNonNull("client_certificate")
                        ? Optional.of(WHO + "show a client certificate to a backend")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> plugin(ObjectNode plugin) {
        String name = plugin.path("name").asText();
        boolean runs = name.equals(GATEWAY_API) || name.equals(TERMINATION);
        if (!runs && plugin.path("enabled").asBoolean(true)) {
            return Optional.of(WHO + "run the plugin '" + name + "'");
        }
        return plugin.at("/config/echo").asBoolean() ? Optional.of(WHO + "echo requests") : Optional.empty();
    }

    private static Optional<String> upstream(ObjectNode upstream) {
        String algorithm = upstream.path("algorithm").asText("round-robin");
        if (!algorithm.equals("round-robin")) {
            return Optional.of(WHO + "balance by '" + algorithm + "'");
        }
        JsonNode checks = upstream.path("healthchecks");
        boolean active = checks.at("/active/healthy/interval").asDouble() > 0
                || checks.at("/active/unhealthy/interval").asDouble() > 0;
        boolean passive = PASSIVE.stream().anyMatch(path -> checks.at(path).asInt() > 0);
        return active || passive ? Optional.of(WHO + "check the health of backends") : Optional.empty();
    }
}
