package io.kongruent.kong.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kongruent.kong.expression.regex.LinearPattern;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Agreement with the library that Kong's router is made of: its verdicts, word for word, and its matches. */
class RouterLibraryTest {
    private static final String PREFIX = "Router Expression failed validation: ";

    private final JsonNode vectors = vectors();

    private static JsonNode vectors() {
        try (InputStream in = RouterLibraryTest.class.getResourceAsStream("/kong/router-library.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> expressions() {
        return StreamSupport.stream(vectors.get("expressions").spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(name(vector.get("expression")), () -> {
                    Optional<String> refusal =
                            Optional.ofNullable(vector.get("refusal")).map(text -> PREFIX + text.asText());
                    String text = vector.get("expression").asText();
                    assertThat(Schema.HTTP.refusal(text)).isEqualTo(refusal);
                    if (refusal.isEmpty()) {
                        Expression expression = Expression.parse(text);
                        assertThat(Expression.parse(expression.toString())).isEqualTo(expression);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> patterns() {
        return StreamSupport.stream(vectors.get("patterns").spliterator(), false)
                .map(vector -> DynamicTest.dynamicTest(name(vector.get("pattern")), () -> {
                    String text = vector.get("pattern").asText();
                    LinearPattern.Outcome outcome = LinearPattern.judge(text);
                    assertThat(outcome.report())
                            .isEqualTo(
                                    Optional.ofNullable(vector.get("refusal")).map(JsonNode::asText));
                    outcome.pattern().ifPresent(pattern -> assertMatches(pattern, text, vector.get("matches")));
                }));
    }

    private void assertMatches(LinearPattern pattern, String text, JsonNode expected) {
        boolean asciiWords = text.contains("\\b") || text.contains("\\B");
        for (JsonNode node : vectors.get("texts")) {
            String haystack = node.asText();
            if (asciiWords && !haystack.chars().allMatch(c -> c < 128)) {
                continue;
            }
            Map<String, String> captures = new TreeMap<>();
            Optional.ofNullable(expected.get(haystack))
                    .ifPresent(found -> found.properties()
                            .forEach(group -> captures.put(
                                    group.getKey(), group.getValue().asText())));
            assertThat(pattern.find(haystack).map(LinearPattern.Match::captures).orElse(Map.of()))
                    .as(haystack)
                    .isEqualTo(captures);
            assertThat(pattern.found(haystack)).as(haystack).isEqualTo(!captures.isEmpty());
        }
    }

    @Test
    void whatCannotBeUsedHereIsFewAndKnown() {
        assertThat(StreamSupport.stream(vectors.get("patterns").spliterator(), false)
                        .map(vector -> vector.get("pattern").asText())
                        .filter(pattern ->
                                LinearPattern.judge(pattern).unsupported().isPresent()))
                .isNotEmpty()
                .allMatch(pattern -> Stream.of("\\<", "\\>", "\\b{start}", "(?R)", "age=", "{1001}", "(?R")
                        .anyMatch(pattern::contains));
    }

    private static String name(JsonNode text) {
        String name = text.toString();
        return name.length() > 80 ? name.substring(0, 80) + "…" : name;
    }
}
