package io.kongruent.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** On which ports it listens, and for what. */
final class ListenChecks {

    private static final String PROXY =
            "KONG_PROXY_LISTEN='0.0.0.0:8000 http2, 0.0.0.0:8443 ssl http2', one for each port of your Gateways";

    private ListenChecks() {}

    static void look(Kong kong, Findings findings) {
        List<JsonNode> proxies = kong.proxies();
        boolean secure = proxies.stream().anyMatch(l -> l.path("ssl").asBoolean());
        boolean plain = proxies.stream().anyMatch(l -> !l.path("ssl").asBoolean());
        if (!plain && !secure) {
            findings.lacks("it takes no requests over HTTP", "no HTTPRoute and no GRPCRoute is served", PROXY);
        } else {
            if (!secure) {
                findings.lacks("no listen has TLS", "listeners of the protocol HTTPS are refused", PROXY);
            }
            if (!plain) {
                findings.note("every listen has TLS", "listeners of the protocol HTTP are refused", PROXY);
            }
            String http1 = proxies.stream()
                    .filter(l -> !l.path("http2").asBoolean(true))
                    .map(l -> l.path("port").asText())
                    .collect(Collectors.joining(", "));
            if (!http1.isEmpty()) {
                findings.note(
                        "no HTTP/2 on " + http1,
                        "GRPCRoutes aren't served there",
                        "the word http2 behind the listen in KONG_PROXY_LISTEN");
            }
        }
        streams(kong, findings);
        if (!kong.isEmbedded() && kong.list("port_maps").isEmpty() && !proxies.isEmpty()) {
            findings.note(
                    "it doesn't know under which ports clients reach it",
                    "backends are told Kong's own port in X-Forwarded-Port",
                    "KONG_PORT_MAPS, where a Service or a load balancer has other ports: 80:8000, 443:8443");
        }
    }

    private static void streams(Kong kong, Findings findings) {
        List<JsonNode> streams = kong.streams();
        List<String> refused = new ArrayList<>();
        if (streams.stream()
                .noneMatch(l -> !l.path("udp").asBoolean() && !l.path("ssl").asBoolean())) {
            refused.add("TCP");
        }
        if (streams.stream().noneMatch(l -> l.path("ssl").asBoolean())) {
            refused.add("TLS");
        }
        if (streams.stream().noneMatch(l -> l.path("udp").asBoolean())) {
            refused.add("UDP");
        }
        if (!refused.isEmpty()) {
            findings.note(
                    "no stream listen for " + String.join(", ", refused),
                    "listeners of " + (refused.size() == 1 ? "this protocol" : "these protocols") + " are refused",
                    "KONG_STREAM_LISTEN='0.0.0.0:9000, 0.0.0.0:9443 ssl, 0.0.0.0:9053 udp reuseport', where they are wanted");
        }
    }
}
