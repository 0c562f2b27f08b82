package io.kongruent.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kongruent.kong.KongJson;
import io.kongruent.snapshot.Manifests;
import io.kongruent.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A stage is total: whatever an object says, it gives a configuration and statuses, never an exception. */
class MutilationTest {

    private static final int TRIES_PER_CASE = 12;
    private static final ObjectMapper TREES = new ObjectMapper();
    private static final KubernetesSerialization TYPED = new KubernetesSerialization();

    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "*",
            "*.",
            ".",
            "..",
            "/",
            "//",
            "a b",
            "\u0000",
            "\n",
            "é",
            "%zz",
            "(",
            "[a",
            "\"",
            "x".repeat(5_000),
            "None");
    private static final List<Integer> ODD_NUMBERS =
            List.of(0, -1, 1, 65_535, 65_536, 1_000_001, Integer.MAX_VALUE, Integer.MIN_VALUE);

    /** What a run is about, kept for the message of a failure. */
    private record Trial(GoldenCase golden, long seed, String before, String after) {}

    @Test
    void whateverAnObjectSaysIsAnswered() {
        int mutilated = 0;
        for (GoldenCase golden : GoldenCase.all()) {
            for (int seed = 0; seed < TRIES_PER_CASE; seed++) {
                mutilated += attempt(golden, seed) ? 1 : 0;
            }
        }
        assertThat(mutilated).isGreaterThan(GoldenCase.all().size() * TRIES_PER_CASE / 2);
    }

    private static boolean attempt(GoldenCase golden, long seed) {
        Random random = new Random(golden.toString().hashCode() * 31L + seed);
        List<Manifests.Loaded> own = golden.own().objects();
        HasMetadata victim = own.get(random.nextInt(own.size())).object();
        ObjectNode tree = TREES.valueToTree(TYPED.convertValue(victim, ObjectNode.class));
        String before = tree.toString();
        for (int i = random.nextInt(3); i >= 0; i--) {
            mutilate(tree, random);
        }
        Trial trial = new Trial(golden, seed, before, tree.toString());
        Optional<HasMetadata> changed = typed(victim, tree);
        if (changed.isEmpty() || before.equals(trial.after)) {
            return false;
        }
        Snapshot.Builder objects = new Snapshot.Builder();
        golden.manifests().objects().forEach(o -> objects.add(o.object()));
        objects.add(changed.get());
        try {
            GoldenRun run = GoldenRun.of(
                    objects.build(),
                    GoldenSettings.of(JsonNodeFactory.instance.objectNode()),
                    KongSays.of(JsonNodeFactory.instance.objectNode()));
            run.states()
                    .values()
                    .forEach(s ->
                            assertThat(KongJson.yaml(s, KongJson.Keys.SHOWN)).isNotEmpty());
            assertThat(run.verdicts()).isNotNull();
        } catch (RuntimeException e) {
            throw new AssertionError(trial.toString(), e);
        }
        return true;
    }

    /** The object again, or nothing when no API server could have sent it: a number in place of a list. */
    private static Optional<HasMetadata> typed(HasMetadata like, ObjectNode tree) {
        try {
            return Optional.of(TYPED.unmarshal(TREES.writeValueAsString(tree), like.getClass()));
        } catch (JsonProcessingException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Changes one place, chosen by a walk from the root. Names stay: what an object is called is the API server's to judge. */
    private static void mutilate(ObjectNode root, Random random) {
        JsonNode at = root.path("spec").isObject() && random.nextInt(4) > 0 ? root.path("spec") : root;
        while (true) {
            List<JsonNode> inner = new ArrayList<>();
            at.forEach(child -> {
                if (child.isContainerNode() && !child.isEmpty() && !child.equals(root.path("metadata"))) {
                    inner.add(child);
                }
            });
            if (inner.isEmpty() || random.nextInt(4) == 0) {
                break;
            }
            at = inner.get(random.nextInt(inner.size()));
        }
        switch (at) {
            case ObjectNode object -> change(object, random);
            case ArrayNode array -> change(array, random);
            default -> throw new IllegalStateException(at.getNodeType().toString());
        }
    }

    private static void change(ObjectNode object, Random random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        names.removeAll(List.of("kind", "apiVersion", "metadata", "namespace"));
        if (names.isEmpty()) {
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(3) == 0) {
            object.remove(name);
        } else {
            object.set(name, odd(object.path(name), random));
        }
    }

    private static void change(ArrayNode array, Random random) {
        int index = random.nextInt(array.size());
        switch (random.nextInt(4)) {
            case 0 -> array.remove(index);
            case 1 -> array.add(array.get(index).deepCopy());
            case 2 -> array.removeAll();
            default -> array.set(index, odd(array.get(index), random));
        }
    }

    private static JsonNode odd(JsonNode old, Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (old.getNodeType()) {
            case STRING -> nodes.textNode(ODD_TEXTS.get(random.nextInt(ODD_TEXTS.size())));
            case NUMBER -> nodes.numberNode(ODD_NUMBERS.get(random.nextInt(ODD_NUMBERS.size())));
            case BOOLEAN -> nodes.booleanNode(!old.booleanValue());
            case ARRAY -> nodes.arrayNode();
            case OBJECT -> nodes.objectNode();
            default -> nodes.nullNode();
        };
    }
}
