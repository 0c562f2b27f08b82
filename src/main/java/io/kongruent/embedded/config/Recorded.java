package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What a real Kong of the expressions flavour answered to {@code GET /schemas/…}. */
public final class Recorded {
    /** The stock plugins whose schemas are known. Knowing one is not running it. */
    public static final List<String> PLUGINS = List.of(
            "acl",
            "azure-functions",
            "basic-auth",
            "bot-detection",
            "correlation-id",
            "cors",
            "datadog",
            "file-log",
            "grpc-gateway",
            "grpc-web",
            "hmac-auth",
            "http-log",
            "ip-restriction",
            "jwt",
            "key-auth",
            "ldap-auth",
            "loggly",
            "oauth2",
            "opentelemetry",
            "post-function",
            "pre-function",
            "prometheus",
            "proxy-cache",
            "rate-limiting",
            "redirect",
            "request-size-limiting",
            "request-termination",
            "request-transformer",
            "response-ratelimiting",
            "response-transformer",
            "session",
            "standard-webhooks",
            "statsd",
            "syslog",
            "tcp-log",
            "udp-log",
            "zipkin");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Recorded() {}

    /** The schema of an entity ({@code services}) or a plugin ({@code plugins/cors}); empty for others. */
    public static Optional<JsonNode> find(String name) {
        if (name.equals("plugins/gateway-api")) {
            return Optional.of(gatewayApi());
        }
        boolean known = Schemas.ENTITIES.contains(name)
                || name.equals("tags")
                || (name.startsWith("plugins/") && PLUGINS.contains(name.substring("plugins/".length())));
        return known ? Optional.of(schema(name)) : Optional.empty();
    }

    static JsonNode schema(String name) {
        return json("/kong/schemas/" + name + ".json");
    }

    static JsonNode gatewayApi() {
        return json("/kong/rules/gateway-api.json");
    }

    static JsonNode json(String resource) {
        try (InputStream in = Recorded.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not in the build: " + resource);
            }
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
