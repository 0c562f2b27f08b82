package io.kongruent.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongEntity.Route;
import io.kongruent.kong.KongEntity.Target;
import io.kongruent.kong.KongEntity.Upstream;
import io.kongruent.kong.KongState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts as a Kong 3.9.3 gave them. */
class RefusalTest {

    private static final KongState STATE = state();

    private static KongState state() {
        List<KongEntity> entities = new ArrayList<>(IntStream.range(0, 300)
                .mapToObj(i -> new Route(
                        "id-" + i, "r%03d".formatted(i), "x", 0, List.of(), Optional.empty(), false, true, List.of()))
                .toList());
        entities.add(new Upstream("u-1", "one", List.of(new Target("10.0.0.1:80", 1)), List.of()));
        entities.add(new Upstream("u-2", "two", List.of(new Target("!!", 1), new Target("10.0.0.1:80", 1)), List.of()));
        return KongState.of(entities, Map.of());
    }

    private static Map<String, String> read(String body) {
        return Refusal.read(body, STATE).byEntity().entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().id(), Map.Entry::getValue));
    }

    @Test
    void flattenedErrorsNameEntitiesById() {
        assertThat(read(
                        "{\"fields\":{},\"flattened_errors\":[{\"entity_id\":\"id-2\",\"entity_name\":\"r2\",\"entity_type\":\"route\","
                                + "\"errors\":[{\"type\":\"entity\",\"message\":\"Router Expression failed\"},"
                                + "{\"type\":\"field\",\"field\":\"name\",\"message\":\"invalid\"}]}]}"))
                .containsExactly(Map.entry("id-2", "Router Expression failed; name: invalid"));
    }

    @Test
    void aFlattenedTargetBlamesEveryUpstreamThatHasIt() {
        assertThat(
                        read(
                                "{\"flattened_errors\":[{\"entity\":{\"weight\":1,\"target\":\"!!\"},\"entity_type\":\"target\","
                                        + "\"errors\":[{\"field\":\"target\",\"message\":\"Invalid target\",\"type\":\"field\"}]}]}"))
                .containsExactly(Map.entry("u-2", "target !!: target: Invalid target"));
    }

    @Test
    void listsWithGapsCountFromTheFirst() {
        assertThat(read("{\"fields\":{\"routes\":[null,{\"@entity\":[\"oh\"],\"name\":\"bad\"}],"
                        + "\"upstreams\":[null,{\"targets\":[{\"target\":\"Invalid target\"}]}]}}"))
                .containsOnly(Map.entry("id-1", "oh; name: bad"), Map.entry("u-2", "targets: target: Invalid target"));
    }

    @Test
    void namesBesidePlacesMakePlacesIntoKeysFromOne() {
        assertThat(
                        read(
                                "{\"fields\":{\"routes\":{\"251\":\"uniqueness violation\",\"r270\":[\"invalid reference\"]}}}"))
                .containsOnly(Map.entry("id-250", "uniqueness violation"), Map.entry("id-270", "invalid reference"));
    }

    @Test
    void whatNamesNoEntityIsKeptAsText() {
        Refusal refusal = Refusal.read(
                "{\"fields\":{\"_format_version\":\"required field missing\"},\"message\":\"declarative config is invalid: {…}\"}",
                STATE);
        assertThat(refusal.isDetailed()).isFalse();
        assertThat(refusal.rest()).isEqualTo("_format_version: required field missing");
    }

    @Test
    void anEmptyRefusalSaysNothing() {
        Refusal refusal = Refusal.read(
                "{\"fields\":{},\"flattened_errors\":{},\"message\":\"declarative config is invalid: {}\"}", STATE);
        assertThat(refusal.isDetailed()).isFalse();
        assertThat(refusal.rest()).isEmpty();
        assertThat(Refusal.read("<html>", STATE).rest()).isEqualTo("an answer that is no JSON");
    }
}
