package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.Service;
import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * XBackendTrafficPolicies: what their statuses say. Of several for one backend the oldest counts, then the first by name. What they can ask for so far protects
 * nothing, so traffic to their backends goes on as without them where it can't be had.
 */
final class TrafficPolicies {

    private final Cluster cluster;
    private final List<LoweredTrafficPolicy> policies;
    private final Map<Ref, LoweredTrafficPolicy> winners = new HashMap<>();

    TrafficPolicies(Cluster cluster) {
        this.cluster = cluster;
        this.policies = cluster.input.lowerers().trafficPolicies().all(cluster.snapshot).stream()
                .sorted((a, b) -> Meta.byAge(a.meta(), b.meta()))
                .toList();
        policies.forEach(policy -> policy.targets().forEach(target -> winners.putIfAbsent(target, policy)));
    }

    /** Every policy, the oldest first, with the Gateways whose routes lead to its targets. */
    List<PolicyNode> nodes(List<RouteNode> routes, List<GatewayDraft> drafts, Set<Ref> externalBackends) {
        if (policies.isEmpty()) {
            return List.of();
        }
        Set<Ref> gateways = drafts.stream().map(GatewayDraft::ref).collect(Collectors.toSet());
        Users users = new Users(routes, (route, rule, backend) -> true);
        List<PolicyNode> nodes = new ArrayList<>();
        for (LoweredTrafficPolicy policy : policies) {
            SortedMap<Ref, List<Ref>> used = new TreeMap<>();
            for (Ref target : policy.targets()) {
                users.of(target).stream()
                        .filter(gateways::contains)
                        .forEach(gateway -> used.computeIfAbsent(gateway, g -> new ArrayList<>())
                                .add(target));
            }
            List<PolicyNode.Ancestor> ancestors = new ArrayList<>();
            used.forEach((gateway, targets) -> ancestors.add(
                    new PolicyNode.Ancestor(gateway, List.of(accepted(policy, targets, externalBackends)))));
            nodes.add(new PolicyNode(policy.meta(), List.of(), ancestors));
        }
        return nodes;
    }

    private Condition accepted(LoweredTrafficPolicy policy, List<Ref> targets, Set<Ref> externalBackends) {
        for (Ref target : targets) {
            LoweredTrafficPolicy winner = winners.getOrDefault(target, policy);
            if (!winner.meta().ref().equals(policy.meta().ref())) {
                return no(
                        Reason.Conflicted,
                        winner.meta().ref() + ", which is older or the first by name, is for " + target
                                + " too; remove one of them");
            }
            Optional<String> missing = missing(target, externalBackends);
            if (missing.isPresent()) {
                return no(Reason.TargetNotFound, "targetRefs: " + target + " " + missing.get());
            }
        }
        return policy.problems().isEmpty()
                ? Condition.yes(
                        Condition.Type.Accepted,
                        Reason.Accepted,
                        "The policy asks for nothing that backends don't have anyway.")
                : no(Reason.Invalid, String.join("; ", policy.problems()) + "; traffic goes on as without the policy");
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

    private static Condition no(Reason reason, String message) {
        return Condition.no(Condition.Type.Accepted, reason, message);
    }
}
