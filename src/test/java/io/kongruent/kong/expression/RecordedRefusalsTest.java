package io.kongruent.kong.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a real Kong said at {@code /config} of routes with expressions: refused with the same words, or taken. */
class RecordedRefusalsTest {

    /** One recorded answer: the routes sent, and every message about an expression in the answer. */
    record Recorded(String name, List<JsonNode> routes, Set<String> messages) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Recorded> recorded() {
        List<Recorded> all = new ArrayList<>();
        for (JsonNode answer : read("/kong/admin-errors/expressions.json")) {
            add(all, answer.get("name").asText(), answer.path("request"), answer.path("flatten_body"));
        }
        for (JsonNode exchange :
                read("/kong/recordings/07-config-refusals.json").get("exchanges")) {
            add(
                    all,
                    exchange.get("case").asText(),
                    exchange.at("/request/body"),
                    exchange.at("/response/body/flattened_errors"));
        }
        return all.stream();
    }

    private static void add(List<Recorded> all, String name, JsonNode request, JsonNode answer) {
        List<JsonNode> routes = request.findParents("expression").stream()
                .filter(route -> route.get("expression").isTextual()
                        && !route.get("expression").asText().isEmpty())
                .toList();
        if (!routes.isEmpty()) {
            Set<String> messages = new TreeSet<>();
            collect(answer, messages);
            all.add(new Recorded(name, routes, messages));
        }
    }

    private static void collect(JsonNode node, Set<String> messages) {
        if (node.isTextual() && node.asText().startsWith("Router Expression")) {
            messages.add(node.asText());
        }
        node.forEach(child -> collect(child, messages));
    }

    private static JsonNode read(String resource) {
        try (InputStream in = RecordedRefusalsTest.class.getResourceAsStream(resource)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void sameWords(Recorded recorded) {
        Set<String> messages = new TreeSet<>();
        for (JsonNode route : recorded.routes()) {
            boolean classic = route.has("paths") || route.has("hosts") || route.has("methods");
            Schema.conflict(true, classic, 0, 0)
                    .or(() -> schema(route).refusal(route.get("expression").asText()))
                    .ifPresent(messages::add);
        }
        assertThat(clashesElsewhere(recorded) ? Set.of() : messages).isEqualTo(recorded.messages());
    }

    /** Protocols of both subsystems are refused by themselves, and then Kong doesn't look at the expression. */
    private static boolean clashesElsewhere(Recorded recorded) {
        return recorded.routes().stream()
                .map(RecordedRefusalsTest::protocols)
                .anyMatch(protocols -> protocols.contains("http") && protocols.contains("tcp"));
    }

    private static Schema schema(JsonNode route) {
        return Schema.of(protocols(route));
    }

    private static Set<String> protocols(JsonNode route) {
        Set<String> protocols = new HashSet<>();
        route.path("protocols").forEach(protocol -> protocols.add(protocol.asText()));
        return protocols;
    }

    @Test
    void allOfThemWereTried() {
        assertThat(recorded()).hasSizeGreaterThanOrEqualTo(54);
        assertThat(recorded().filter(r -> !r.messages().isEmpty())).hasSizeGreaterThanOrEqualTo(22);
    }
}
