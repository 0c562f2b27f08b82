package io.kongruent.cluster;

import io.kongruent.graph.Graph;
import io.kongruent.kinds.Desk;
import io.kongruent.model.Ref;
import io.kongruent.verdict.Verdicts;
import io.kongruent.verdict.Verdicts.Verdict;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The newest decisions, as the reconcilers ask for them. Thread-safe. */
final class Standing implements Desk {

    private final ClusterListener listener;
    private final BooleanSupplier writes;
    private volatile @Nullable Decided decided;

    private record Decided(Verdicts verdicts, Set<String> usedClasses) {}

    /** @param writes whether this process writes */
    Standing(ClusterListener listener, BooleanSupplier writes) {
        this.listener = listener;
        this.writes = writes;
    }

    /** Takes note of newer decisions. The objects that have to be looked at again: those decided on differently, or no more. */
    synchronized Set<Ref> decided(Graph graph, Verdicts verdicts) {
        Decided before = decided;
        Decided now = new Decided(
                verdicts, graph.gateways().stream().map(g -> g.className()).collect(Collectors.toUnmodifiableSet()));
        decided = now;
        Set<Ref> due = new TreeSet<>();
        verdicts.byObject().forEach((ref, verdict) -> {
            if (before == null || !verdict.equals(before.verdicts.byObject().get(ref))) {
                due.add(ref);
            }
        });
        if (before != null) {
            before.verdicts.byObject().keySet().stream()
                    .filter(ref -> !verdicts.byObject().containsKey(ref))
                    .forEach(due::add);
            Set<String> changed = new HashSet<>(now.usedClasses);
            changed.removeAll(before.usedClasses);
            before.usedClasses.stream()
                    .filter(name -> !now.usedClasses.contains(name))
                    .forEach(changed::add);
            changed.forEach(name -> due.add(Ref.gatewayApi("GatewayClass", "", name)));
        }
        return due;
    }

    /** Whether anything has been decided. */
    boolean isDecided() {
        return decided != null;
    }

    @Override
    public boolean isOpen() {
        return decided != null && writes.getAsBoolean();
    }

    @Override
    public Optional<Verdict> verdict(Ref object) {
        Decided now = decided;
        return now == null ? Optional.empty() : now.verdicts.of(object);
    }

    @Override
    public boolean isUsed(Ref gatewayClass) {
        Decided now = decided;
        return now != null && now.usedClasses.contains(gatewayClass.name());
    }

    @Override
    public void wrote(Ref object) {
        listener.wrote(object);
    }

    @Override
    public void failed(Ref object, int attempt, RuntimeException reason) {
        listener.failed(object, attempt, reason);
    }
}
