package io.kongruent.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every recorded exchange takes the route that it took in a real Kong. */
class RecordedRoutingTest {

    @ParameterizedTest
    @CsvSource({
        "01-expressions-routing, 88",
        "03-weighted-targets, 5",
        "04-stock-plugins, 62",
        "08-proxy-errors, 14",
        "09-traditional-compatible-routing, 23"
    })
    void sameRouteWithAnEmptyCache(String name, int committed) {
        Recording recording = Recording.read(name);
        List<RouterRoute> routes = recording.routes();
        int ran = 0;
        for (JsonNode exchange : recording.exchanges()) {
            for (CachePolicy policy : CachePolicy.values()) {
                assertSameRoute(recording, Router.of(routes, policy), exchange);
            }
            ran++;
        }
        assertThat(ran).isEqualTo(committed);
    }

    private static void assertSameRoute(Recording recording, Router router, JsonNode exchange) {
        JsonNode response = exchange.get("response");
        RouterRequest request = recording.request(exchange);
        if (response.path("status").asInt() == 400) {
            // nginx refuses these before there is anything to route.
            assertThat(response.path("matched_route").isTextual()).isFalse();
            return;
        }
        Optional<RouterRoute> route = router.match(request);
        assertThat(route.map(recording::nameOf))
                .as(exchange.get("request").toString())
                .isEqualTo(Optional.ofNullable(response.get("matched_route"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText));
        route.ifPresent(r -> assertSameProtocolRefusal(r, request, response, exchange));
        assertThat(router.candidates(request).stream().findFirst()).isEqualTo(route);
    }

    private static void assertSameProtocolRefusal(
            RouterRoute route, RouterRequest request, JsonNode response, JsonNode exchange) {
        boolean http2 = exchange.at("/request/protocol").asText().startsWith("HTTP/2");
        Optional<ProtocolRefusal> refusal = ProtocolRefusal.of(route, request, http2);
        boolean wrongProtocol =
                Set.of(415, 426).contains(response.path("status").asInt())
                        || response.at("/headers/location").asText().startsWith("https://tls.test");
        assertThat(refusal.isPresent()).isEqualTo(wrongProtocol);
        refusal.ifPresent(answer -> {
            assertThat(answer.status()).isEqualTo(response.get("status").asInt());
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            answer.headers().forEach(line -> headers.put(line.getKey(), line.getValue()));
            for (String name : List.of("location", "upgrade")) {
                assertThat(Optional.ofNullable(headers.get(name)))
                        .isEqualTo(Optional.ofNullable(response.at("/headers/" + name))
                                .filter(JsonNode::isTextual)
                                .map(JsonNode::asText));
            }
        });
    }

    /** Kong chose the ids; the recordings say something about priorities only because no two winners tie. */
    @ParameterizedTest
    @ValueSource(strings = {"01-expressions-routing", "04-stock-plugins", "08-proxy-errors"})
    void noExchangeIsDecidedByAnId(String name) {
        Recording recording = Recording.read(name);
        Router router = Router.of(recording.routes(), CachePolicy.NONE);
        for (JsonNode exchange : recording.exchanges()) {
            List<RouterRoute> candidates = router.candidates(recording.request(exchange));
            if (candidates.size() > 1) {
                assertThat(candidates.get(0).priority())
                        .as(exchange.get("request").toString())
                        .isGreaterThan(candidates.get(1).priority());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theCacheConfusesWhatKongsCacheConfuses(int sequence) {
        Recording recording = Recording.read("02-router-cache-" + sequence);
        Router router = Router.of(recording.routes(), CachePolicy.KONG);
        int ran = 0;
        for (JsonNode exchange : recording.exchanges()) {
            assertSameRouteOnly(recording, router, exchange);
            ran++;
        }
        assertThat(ran).isEqualTo(4);
    }

    private static void assertSameRouteOnly(Recording recording, Router router, JsonNode exchange) {
        assertThat(router.match(recording.request(exchange)).map(recording::nameOf))
                .as(exchange.get("request").toString())
                .contains(exchange.at("/response/matched_route").asText());
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "EXACT"})
    void withoutThatCacheEachRequestIsJudgedByItself(CachePolicy policy) {
        int cured = 0;
        for (int sequence = 1; sequence <= 5; sequence++) {
            Recording recording = Recording.read("02-router-cache-" + sequence);
            Router router = Router.of(recording.routes(), policy);
            for (JsonNode exchange : recording.exchanges()) {
                RouterRequest request = recording.request(exchange);
                Optional<String> alone = Router.of(recording.routes(), CachePolicy.NONE)
                        .match(request)
                        .map(recording::nameOf);
                assertThat(router.match(request).map(recording::nameOf)).isEqualTo(alone);
                if (!alone.equals(
                        Optional.of(exchange.at("/response/matched_route").asText()))) {
                    cured++;
                }
            }
        }
        assertThat(cured).isEqualTo(10);
    }

    @Test
    void streams() {
        Recording recording = Recording.read("06-streams");
        Map<String, Set<String>> backends = Map.of(
                "tcp1", Set.of("tcp1"),
                "tcp2", Set.of("tcp2"),
                "tcpw", Set.of("tcp1", "tcp2"),
                "pass", Set.of("tlspass"),
                "reenc", Set.of("tlspass"),
                "udp1", Set.of("udp1"));
        Map<String, String> services = new TreeMap<>();
        recording
                .config()
                .get("routes")
                .forEach(route -> services.put(
                        route.get("name").asText(), route.get("service").asText()));
        Router router = Router.of(recording.routes(), CachePolicy.KONG);
        Set<Integer> ran = new HashSet<>();
        List<JsonNode> exchanges = recording.exchanges();
        for (int i = 0; i < exchanges.size(); i++) {
            JsonNode exchange = exchanges.get(i);
            Optional<String> service = router.route(recording.connection(exchange)) instanceof Routing.Matched matched
                    ? Optional.ofNullable(services.get(recording.nameOf(matched.route())))
                    : Optional.empty();
            String backend =
                    exchange.at("/response/upstream_request_seen/backend").asText();
            boolean tlsToPlainPort = exchange.path("note").asText().startsWith("TLS client on the plain TCP port");
            if (tlsToPlainPort) {
                assertThat(service).as(exchange.toString()).contains("tcp1");
            } else if (backend.isEmpty()) {
                assertThat(service).as(exchange.toString()).isEmpty();
            } else {
                assertThat(service.map(backends::get).orElse(Set.of()))
                        .as(exchange.toString())
                        .contains(backend);
            }
            ran.add(i);
        }
        assertThat(ran).hasSize(21);
    }
}
