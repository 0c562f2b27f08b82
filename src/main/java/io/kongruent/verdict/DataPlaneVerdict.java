package io.kongruent.verdict;

import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import io.kongruent.push.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the instances of one data plane say together.
 *
 * @param applied whether every instance that answers has applied the newest state, and at least one does
 * @param waiting what a Gateway shows that isn't programmed yet
 * @param note what is amiss although the Gateway is programmed, empty when nothing is
 * @param refused what any instance refused, in a stable order
 */
record DataPlaneVerdict(
        String name, boolean applied, Condition waiting, Optional<String> note, Set<Outcome.Refused> refused) {

    static DataPlaneVerdict of(String name, List<Outcome> outcomes) {
        List<Outcome> own = outcomes.stream()
                .filter(o -> o.dataPlane().equals(name))
                .sorted((a, b) -> a.instance().compareTo(b.instance()))
                .toList();
        List<String> amiss = new ArrayList<>();
        Set<Outcome.Refused> refused = new LinkedHashSet<>();
        for (Outcome outcome : own) {
            refused.addAll(outcome.refused());
            problem(outcome).ifPresent(amiss::add);
        }
        List<Outcome.State> answering = own.stream()
                .map(Outcome::state)
                .filter(state -> state != Outcome.State.UNREACHABLE)
                .toList();
        return new DataPlaneVerdict(
                name,
                !answering.isEmpty() && answering.stream().allMatch(state -> state == Outcome.State.APPLIED),
                waiting(name, own, amiss),
                amiss.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", amiss)),
                refused);
    }

    private static Condition waiting(String name, List<Outcome> own, List<String> amiss) {
        if (amiss.isEmpty()) {
            boolean loading = own.stream().anyMatch(o -> o.state() == Outcome.State.ACCEPTED);
            return loading
                    ? Condition.no(
                            Condition.Type.Programmed,
                            Reason.Pending,
                            "Data plane " + name + " is loading the configuration.")
                    : Condition.unknown(
                            Condition.Type.Programmed, Reason.Pending, "Waiting for data plane " + name + ".");
        }
        boolean rejected = own.stream().anyMatch(o -> o.state() == Outcome.State.REJECTED);
        return Condition.no(
                Condition.Type.Programmed,
                rejected ? Reason.Invalid : Reason.Pending,
                "Not on data plane " + name + " yet: " + String.join("; ", amiss));
    }

    private static Optional<String> problem(Outcome outcome) {
        String what = switch (outcome.state()) {
            case PENDING, ACCEPTED, APPLIED -> "";
            case UNREACHABLE -> "its Admin API at " + outcome.instance() + " can't be reached";
            case REJECTED -> "Kong at " + outcome.instance() + " refuses the configuration";
        };
        if (what.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(outcome.message().isEmpty() ? what : what + ": " + outcome.message());
    }
}
