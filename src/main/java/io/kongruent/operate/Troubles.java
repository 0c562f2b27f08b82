package io.kongruent.operate;

import io.kongruent.model.Condition;
import io.kongruent.model.Ref;
import io.kongruent.verdict.Verdicts;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What isn't as it was asked for, by whom it concerns. */
final class Troubles {

    /**
     * One of them.
     *
     * @param text reasons and messages
     * @param waits whether it may be over by itself in a moment
     */
    record Trouble(Ref object, String text, boolean waits) {}

    private Troubles() {}

    /** In words, by the object, listener or parent concerned. What merely waits for a data plane is left to what is said of the data plane. */
    static SortedMap<String, Trouble> of(Verdicts verdicts) {
        SortedMap<String, Trouble> troubles = new TreeMap<>();
        verdicts.byObject().forEach((ref, verdict) -> {
            switch (verdict) {
                case Verdicts.OfClass of -> add(troubles, ref, "", of.conditions());
                case Verdicts.OfGateway of -> withListeners(troubles, ref, of.conditions(), of.listeners());
                case Verdicts.OfListenerSet of -> withListeners(troubles, ref, of.conditions(), of.listeners());
                case Verdicts.OfPolicy of ->
                    of.ancestors()
                            .forEach(
                                    a -> add(troubles, ref, " at " + a.gateway().path(), a.conditions()));
                case Verdicts.OfRoute of ->
                    of.parents()
                            .forEach(p -> add(troubles, ref, " at " + p.ref().path(), p.conditions()));
            }
        });
        return troubles;
    }

    private static void withListeners(
            SortedMap<String, Trouble> troubles,
            Ref ref,
            List<Condition> conditions,
            List<Verdicts.OfListener> listeners) {
        listeners.forEach(l -> add(troubles, ref, " listener " + l.name(), l.conditions()));
        boolean told = listeners.stream().flatMap(l -> l.conditions().stream()).anyMatch(Condition::isTrouble);
        if (!told) {
            add(troubles, ref, "", conditions);
        }
    }

    private static void add(SortedMap<String, Trouble> troubles, Ref ref, String part, List<Condition> conditions) {
        boolean caused = conditions.stream().anyMatch(c -> c.isTrouble() && c.type() != Condition.Type.Programmed);
        List<Condition> told = conditions.stream()
                .filter(Condition::isTrouble)
                .filter(c -> c.type() != Condition.Type.Programmed || (!caused && !c.waitsForAnother()))
                .toList();
        if (!told.isEmpty()) {
            String text = told.stream()
                    .map(c -> c.reason() + ": " + c.message())
                    .distinct()
                    .collect(Collectors.joining("; "));
            troubles.put(ref + part, new Trouble(ref, text, told.stream().allMatch(Condition::mayPass)));
        }
    }
}
