package io.kongruent.cli.diff;

import io.kongruent.model.Condition;
import io.kongruent.verdict.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Statuses compared condition by condition. */
final class Statuses {

    private Statuses() {}

    static List<Change> compare(Verdicts before, Verdicts after) {
        SortedMap<String, String> was = lines(before);
        SortedMap<String, String> is = lines(after);
        Set<String> subjects = new TreeSet<>(was.keySet());
        subjects.addAll(is.keySet());
        List<Change> changes = new ArrayList<>();
        for (String subject : subjects) {
            Optional<String> old = Optional.ofNullable(was.get(subject));
            Optional<String> now = Optional.ofNullable(is.get(subject));
            if (!old.equals(now)) {
                changes.add(new Change(subject, old, now));
            }
        }
        return changes;
    }

    private static SortedMap<String, String> lines(Verdicts verdicts) {
        SortedMap<String, String> lines = new TreeMap<>();
        verdicts.byObject().forEach((ref, verdict) -> {
            String name = ref.toString();
            switch (verdict) {
                case Verdicts.OfClass of -> conditions(lines, name, of.conditions());
                case Verdicts.OfGateway of -> {
                    conditions(lines, name, of.conditions());
                    if (of.attachedListenerSets() > 0) {
                        lines.put(name + " attachedListenerSets", Integer.toString(of.attachedListenerSets()));
                    }
                    listeners(lines, name, of.listeners());
                }
                case Verdicts.OfListenerSet of -> {
                    conditions(lines, name, of.conditions());
                    listeners(lines, name, of.listeners());
                }
                case Verdicts.OfPolicy of ->
                    of.ancestors()
                            .forEach(a -> conditions(
                                    lines, name + " at " + a.gateway().path(), a.conditions()));
                case Verdicts.OfRoute of ->
                    of.parents()
                            .forEach(p ->
                                    conditions(lines, name + " at " + p.ref().path(), p.conditions()));
            }
        });
        return lines;
    }

    private static void listeners(SortedMap<String, String> lines, String name, List<Verdicts.OfListener> listeners) {
        for (Verdicts.OfListener listener : listeners) {
            String its = name + " listener " + listener.name();
            conditions(lines, its, listener.conditions());
            lines.put(its + " attachedRoutes", Integer.toString(listener.attachedRoutes()));
        }
    }

    private static void conditions(SortedMap<String, String> lines, String name, List<Condition> conditions) {
        conditions.forEach(c -> lines.put(name + " " + c.type(), c.status() + ", " + c.reason() + ": " + c.message()));
    }
}
