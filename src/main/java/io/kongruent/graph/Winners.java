package io.kongruent.graph;

import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policies of one kind. Of several for one target the oldest counts, then the first by name. */
final class Winners<T, P extends LoweredPolicy<T>> {

    private final List<P> policies;
    private final Map<T, P> winners = new HashMap<>();

    Winners(List<P> policies) {
        this.policies = policies.stream()
                .sorted((a, b) -> Meta.byAge(a.meta(), b.meta()))
                .toList();
        this.policies.forEach(policy -> policy.targets().forEach(target -> winners.putIfAbsent(target, policy)));
    }

    /** All of them, the oldest first. */
    List<P> all() {
        return policies;
    }

    /** The one that counts. */
    Optional<P> of(T target) {
        return Optional.ofNullable(winners.get(target));
    }

    /** Why a policy doesn't count for one of its targets. @param next what to do */
    Optional<Refusal> rival(P policy, T target, String next) {
        return of(target)
                .filter(winner -> !winner.meta().ref().equals(policy.meta().ref()))
                .map(winner -> new Refusal(
                        Reason.Conflicted,
                        winner.meta().ref() + ", which is older or the first by name, is for " + target + " too; "
                                + next));
    }
}
