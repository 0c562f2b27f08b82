package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.Service;
import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * XBackendTrafficPolicies: what their statuses say. Of several for one backend the oldest counts, then the first by name. What they can ask for so far protects
 * nothing, so traffic to their backends goes on as without them where it can't be had.
 */
final class TrafficPolicies {

    private final Cluster cluster;
    private final Winners<Ref, LoweredTrafficPolicy> policies;

    TrafficPolicies(Cluster cluster) {
        this.cluster = cluster;
        this.policies = new Winners<>(cluster.input.lowerers().trafficPolicies().all(cluster.snapshot));
    }

    /** Every policy, the oldest first, with the Gateways whose routes lead to its targets. */
    List<PolicyNode> nodes(List<RouteNode> routes, List<GatewayDraft> drafts, Set<Ref> externalBackends) {
        if (policies.all().isEmpty()) {
            return List.of();
        }
        Users users = new Users(routes, drafts, (route, rule, backend) -> true);
        return policies.all().stream()
                .map(policy -> new PolicyNode(
                        policy.meta(),
                        List.of(),
                        users.ancestors(
                                policy.targets(),
                                Function.identity(),
                                (draft, targets) -> List.of(accepted(policy, targets, externalBackends)))))
                .toList();
    }

    private Condition accepted(LoweredTrafficPolicy policy, List<Ref> targets, Set<Ref> externalBackends) {
        for (Ref target : targets) {
            Optional<Refusal> refusal = policies.rival(policy, target, "remove one of them")
                    .or(() -> missing(target, externalBackends)
                            .map(why -> new Refusal(Reason.TargetNotFound, "targetRefs: " + target + " " + why)));
            if (refusal.isPresent()) {
                return refusal.get().unaccepted();
            }
        }
        return policy.problems().isEmpty()
                ? Condition.yes(
                        Condition.Type.Accepted,
                        Reason.Accepted,
                        "The policy asks for nothing that backends don't have anyway.")
                : new Refusal(
                                Reason.Invalid,
                                String.join("; ", policy.problems()) + "; traffic goes on as without the policy")
                        .unaccepted();
    }

    private Optional<String> missing(Ref target, Set<Ref> externalBackends) {
        boolean service = target.group().isEmpty() && target.kind().equals("Service");
        if (!service && !ExternalBackends.isOne(target)) {
            return Optional.of("can't have a policy of this kind; name a Service or an XBackend");
        }
        boolean there = service
                ? cluster.snapshot.get(Service.class, target.namespace(), target.name()) != null
                : externalBackends.contains(target);
        return there ? Optional.empty() : Optional.of("doesn't exist; create it or correct the reference");
    }
}
