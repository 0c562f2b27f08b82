package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.Condition;
import io.kongruent.model.Condition.Type;
import io.kongruent.model.Declared;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conditions of a status. "Implementations MUST perform a read-modify-write cycle" and "MUST always merge changes into Conditions of the same Type". */
public final class Conditions {

    private static final Set<String> OURS =
            Arrays.stream(Type.values()).map(Type::name).collect(Collectors.toSet());
    private static final int LONGEST_MESSAGE = 32_768;

    private Conditions() {}

    /**
     * The conditions that a status shall have: those of types that aren't ours untouched and in their places, ours as decided, and none of ours that wasn't. "If the
     * observedGeneration of a Condition is greater than the value the implementation knows about, then it MUST NOT perform the update on that Condition."
     */
    public static List<Condition> merge(
            @Nullable List<Condition> current,
            List<io.kongruent.model.Condition> decided,
            long generation,
            Instant now) {
        Map<String, io.kongruent.model.Condition> left = new LinkedHashMap<>();
        decided.forEach(c -> left.put(c.type().name(), c));
        List<Condition> merged = new ArrayList<>();
        for (@Nullable Condition old : Declared.list(current)) {
            if (old == null) {
                continue;
            }
            io.kongruent.model.Condition mine = left.remove(Declared.text(old.getType()));
            boolean newer = old.getObservedGeneration() != null && old.getObservedGeneration() > generation;
            if (newer || !OURS.contains(Declared.text(old.getType()))) {
                merged.add(old);
            } else if (mine != null) {
                merged.add(condition(mine, generation, transition(old, mine, now)));
            }
        }
        left.values().forEach(mine -> merged.add(condition(mine, generation, time(now))));
        return merged;
    }

    private static Condition condition(io.kongruent.model.Condition decided, long generation, String transition) {
        Condition condition = new Condition();
        condition.setType(decided.type().name());
        condition.setStatus(decided.status().toString());
        condition.setReason(decided.reason().name());
        condition.setMessage(cut(decided.message()));
        condition.setObservedGeneration(generation);
        condition.setLastTransitionTime(transition);
        return condition;
    }

    /** "The last time the condition transitioned from one status to another." */
    private static String transition(Condition old, io.kongruent.model.Condition mine, Instant now) {
        boolean same = mine.status().toString().equals(old.getStatus());
        return same ? Declared.text(old.getLastTransitionTime(), time(now)) : time(now);
    }

    private static String time(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String cut(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 2) + " …";
    }
}
