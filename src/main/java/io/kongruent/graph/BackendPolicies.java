package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.kongruent.capability.Capabilities;
import io.kongruent.model.Condition;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * BackendTLSPolicies: which of them is for which Service port, and what their statuses say. Of several for one target the oldest counts, then the first by name;
 * one for a port by its name counts before one for the whole Service. A policy that can't be honoured leaves its backends without an answer, never without TLS.
 */
final class BackendPolicies {

    private final Cluster cluster;
    private final List<LoweredBackendTls> policies;
    private final Map<LoweredBackendTls.Target, LoweredBackendTls> winners = new HashMap<>();
    private final BackendTrust trust;

    BackendPolicies(Cluster cluster, BackendTrust trust) {
        this.cluster = cluster;
        this.trust = trust;
        this.policies = cluster.input.lowerers().backendTls().all(cluster.snapshot).stream()
                .sorted((a, b) -> Meta.byAge(a.meta(), b.meta()))
                .toList();
        policies.forEach(policy -> policy.targets().forEach(target -> winners.putIfAbsent(target, policy)));
    }

    /** How a Service port is to be spoken to: empty where no policy is for it. */
    Optional<BackendTrust.Standing> of(UpstreamKey key, String portName) {
        if (policies.isEmpty()) {
            return Optional.empty();
        }
        Ref service = key.backend();
        LoweredBackendTls policy =
                portName.isEmpty() ? null : winners.get(new LoweredBackendTls.Target(service, Optional.of(portName)));
        if (policy == null) {
            policy = winners.get(new LoweredBackendTls.Target(service, Optional.empty()));
        }
        return Optional.ofNullable(policy).map(trust::standing);
    }

    /** Every policy, with the Gateways whose routes lead to its targets. */
    List<PolicyNode> nodes(List<RouteNode> routes, List<GatewayDraft> drafts) {
        if (policies.isEmpty()) {
            return List.of();
        }
        Map<Ref, GatewayDraft> gateways = new HashMap<>();
        drafts.forEach(draft -> gateways.put(draft.ref(), draft));
        Set<ListenerKey> ending = new HashSet<>();
        drafts.forEach(draft -> draft.listeners.stream()
                .filter(l -> l.protocol().equals("TLS") && l.terminatesTls())
                .forEach(l -> ending.add(l.key)));
        Users users = new Users(routes, (route, rule, backend) -> switch (rule) {
            case Rule.L7 l7 -> true;
            case Rule.L4 l4 ->
                l4.flow() == Rule.L4.Flow.TLS
                        && route.parents().stream()
                                .anyMatch(p -> p.taken().stream().anyMatch(ending::contains));
        });
        List<PolicyNode> nodes = new ArrayList<>();
        for (LoweredBackendTls policy : policies) {
            SortedMap<Ref, List<LoweredBackendTls.Target>> used = new TreeMap<>();
            for (LoweredBackendTls.Target target : policy.targets()) {
                users.of(target.ref())
                        .forEach(gateway -> used.computeIfAbsent(gateway, g -> new ArrayList<>())
                                .add(target));
            }
            List<PolicyNode.Ancestor> ancestors = new ArrayList<>();
            used.forEach((gateway, targets) -> {
                GatewayDraft draft = gateways.get(gateway);
                if (draft != null) {
                    ancestors.add(new PolicyNode.Ancestor(
                            gateway,
                            List.of(
                                    accepted(policy, targets, draft.dataPlane.capabilities()),
                                    trust.resolved(policy))));
                }
            });
            nodes.add(new PolicyNode(policy.meta(), trust.trusted(policy), ancestors));
        }
        return nodes;
    }

    private Condition accepted(
            LoweredBackendTls policy, List<LoweredBackendTls.Target> targets, Capabilities dataPlane) {
        if (!policy.problems().isEmpty()) {
            return no(Reason.Invalid, String.join("; ", policy.problems()));
        }
        for (LoweredBackendTls.Target target : targets) {
            LoweredBackendTls winner = winners.getOrDefault(target, policy);
            if (!winner.meta().ref().equals(policy.meta().ref())) {
                return no(
                        Reason.Conflicted,
                        winner.meta().ref() + ", which is older or the first by name, is for " + name(target)
                                + " too; remove one of them or name another port by sectionName");
            }
            Optional<String> missing = missing(target);
            if (missing.isPresent()) {
                return no(Reason.TargetNotFound, missing.get());
            }
        }
        return trust.accepted(policy, dataPlane, "Backends are verified as " + policy.hostname() + ".");
    }

    private static Condition no(Reason reason, String message) {
        return Condition.no(Condition.Type.Accepted, reason, message);
    }

    private Optional<String> missing(LoweredBackendTls.Target target) {
        Ref ref = target.ref();
        if (!ref.group().isEmpty() || !ref.kind().equals("Service")) {
            return Optional.of("targetRefs: " + ref + " can't have a policy of this kind"
                    + (ExternalBackends.isOne(ref) ? ", it has spec.tls; remove the entry" : "; name a Service"));
        }
        Service service = cluster.snapshot.get(Service.class, ref.namespace(), ref.name());
        if (service == null) {
            return Optional.of("targetRefs: " + ref + " doesn't exist; create it or correct the reference");
        }
        ServiceSpec spec = service.getSpec() == null ? new ServiceSpec() : service.getSpec();
        Set<String> ports = new HashSet<>();
        Declared.list(spec.getPorts()).forEach(p -> ports.add(p == null ? "" : Declared.text(p.getName())));
        return target.section()
                .filter(section -> !ports.contains(section))
                .map(section -> "targetRefs: " + ref + " has no port named " + section + "; correct the sectionName");
    }

    private static String name(LoweredBackendTls.Target target) {
        return target.ref() + target.section().map(s -> " port " + s).orElse("");
    }
}
