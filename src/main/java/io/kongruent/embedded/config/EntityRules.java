package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What Kong checks of its core entities in code: by entity, the text checks by field and the checks over several fields. */
final class EntityRules {
    private static final List<String> CLASSIC =
            List.of("snis", "sources", "destinations", "methods", "hosts", "paths", "headers");
    private static final String FAILED = "Router Expression failed validation: ";

    private final Clock clock;

    EntityRules(Clock clock) {
        this.clock = clock;
    }

    SchemaReader reader(String entity) {
        return switch (entity) {
            case "services" ->
                new SchemaReader(
                        Map.of(
                                "name",
                                TextChecks::utf8Name,
                                "host",
                                TextChecks::host,
                                "path",
                                TextChecks::path,
                                "tags.*",
                                TextChecks::tag),
                        Map.of());
            case "routes" ->
                new SchemaReader(
                        Map.of(
                                "name", TextChecks::utf8Name,
                                "tags.*", TextChecks::tag,
                                "snis.*", TextChecks::wildcardHost,
                                "hosts.*", TextChecks::hostWithOptionalPort,
                                "sources.*.ip", TextChecks::ipOrCidr,
                                "destinations.*.ip", TextChecks::ipOrCidr),
                        Map.of("id,protocols", EntityRules::route));
            case "upstreams" ->
                new SchemaReader(
                        Map.of(
                                "name",
                                TextChecks::upstreamName,
                                "tags.*",
                                TextChecks::tag,
                                "host_header",
                                TextChecks::hostWithOptionalPort),
                        Map.of());
            case "targets" ->
                new SchemaReader(Map.of("target", TextChecks::target, "tags.*", TextChecks::tag), Map.of());
            case "certificates" ->
                new SchemaReader(
                        Map.of(
                                "cert", Pem::refuseCertificate,
                                "key", Pem::refuseKey,
                                "cert_alt", Pem::refuseCertificate,
                                "key_alt", Pem::refuseKey,
                                "tags.*", TextChecks::tag,
                                "snis.*", TextChecks::wildcardHost),
                        Map.of(
                                "cert,key", pair("cert", "key", "certificate does not match key"),
                                "cert_alt,key_alt",
                                        pair("cert_alt", "key_alt", "alternative certificate does not match key"),
                                "cert,cert_alt", EntityRules::differentTypes));
            case "snis" ->
                new SchemaReader(Map.of("name", TextChecks::wildcardHost, "tags.*", TextChecks::tag), Map.of());
            case "ca_certificates" ->
                new SchemaReader(
                        Map.of("cert", Pem::refuseCertificate, "tags.*", TextChecks::tag),
                        Map.of("cert", this::authority));
            default ->
                new SchemaReader(Map.of("tags.*", TextChecks::tag, "instance_name", TextChecks::utf8Name), Map.of());
        };
    }

    /** The other names that Kong takes for fields of an entity. */
    static List<Schema.Shorthand> shorthands(String entity) {
        Field text = Field.simple("string");
        return switch (entity) {
            case "services" -> List.of(SchemaReader.shorthand("url", text, EntityRules::url));
            case "upstreams" ->
                List.of(
                        SchemaReader.shorthand("algorithm", text, EntityRules::algorithm),
                        SchemaReader.shorthand("hash_on", text, EntityRules::hashOn));
            default -> List.of();
        };
    }

    private static void url(ObjectNode service, JsonNode value) {
        try {
            URI url = new URI(value.asText());
            String protocol = url.getScheme() == null ? "http" : url.getScheme();
            int port = url.getPort() >= 0 ? url.getPort() : protocol.equals("https") ? 443 : 80;
            service.put("protocol", protocol);
            service.put("host", url.getHost());
            service.put("port", port);
            service.put("path", url.getRawPath() == null || url.getRawPath().isEmpty() ? null : url.getRawPath());
        } catch (URISyntaxException e) {
            service.set("url", value);
        }
    }

    private static void algorithm(ObjectNode upstream, JsonNode value) {
        upstream.set("algorithm", value);
        if (value.asText().equals("least-connections") || value.asText().equals("latency")) {
            upstream.putNull("hash_on");
        }
    }

    private static void hashOn(ObjectNode upstream, JsonNode value) {
        if (value.isNull()) {
            upstream.put("hash_on", "none");
        } else {
            upstream.set("hash_on", value);
            upstream.put("algorithm", value.asText().equals("none") ? "round-robin" : "consistent-hashing");
        }
    }

    private static Optional<String> route(ObjectNode route) {
        boolean expression = route.hasNonNull("expression");
        boolean classic = CLASSIC.stream().anyMatch(name -> EntityCheck.filled(route.path(name)));
        if (expression && classic) {
            return Optional.of(FAILED + "cannot set 'expression' with 'methods', 'hosts', 'paths', 'headers', 'snis', "
                    + "'sources' or 'destinations' simultaneously");
        }
        if (expression && route.path("regex_priority").asLong() != 0) {
            return Optional.of(FAILED + "cannot set 'regex_priority' with 'expression' simultaneously");
        }
        if (classic && route.path("priority").asLong() != 0) {
            return Optional.of(FAILED + "cannot set 'priority' with 'methods', 'hosts', 'paths', 'headers', 'snis', "
                    + "'sources' or 'destinations' simultaneously");
        }
        if (!expression && !classic) {
            return Optional.empty();
        }
        return RouteFields.refusal(route);
    }

    private static Function<ObjectNode, Optional<String>> pair(String cert, String key, String message) {
        return entity -> {
            if (!entity.path(cert).isTextual() || !entity.path(key).isTextual()) {
                return Optional.empty();
            }
            boolean match = Pem.match(entity.get(cert).asText(), entity.get(key).asText());
            return match ? Optional.empty() : Optional.of(message);
        };
    }

    private static Optional<String> differentTypes(ObjectNode entity) {
        if (!entity.path("cert_alt").isTextual()) {
            return Optional.empty();
        }
        boolean same = Pem.keyType(entity.path("cert").asText())
                .equals(Pem.keyType(entity.path("cert_alt").asText()));
        return same
                ? Optional.of(
                        "certificate and alternative certificate need to have different type (e.g. RSA and ECDSA), "
                                + "the provided certificates were both of the same type")
                : Optional.empty();
    }

    private Optional<String> authority(ObjectNode entity) {
        String cert = entity.path("cert").asText();
        if (Pem.count(cert) > 1) {
            return Optional.of("please submit only one certificate at a time");
        }
        return Pem.certificates(cert).stream().findFirst().flatMap(certificate -> {
            if (certificate.getNotAfter().toInstant().isBefore(clock.instant())) {
                return Optional.of("certificate expired, \"Not After\" time is in the past");
            }
            return certificate.getBasicConstraints() < 0
                    ? Optional.of(
                            "certificate does not appear to be a CA because it is missing the \"CA\" basic constraint")
                    : Optional.<String>empty();
        });
    }
}
