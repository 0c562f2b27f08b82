package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.kongruent.capability.Capabilities;
import io.kongruent.model.Condition;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * BackendTLSPolicies: which of them is for which Service port, and what their statuses say. Of several for one target the oldest counts, then the first by name;
 * one for a port by its name counts before one for the whole Service. A policy that can't be honoured leaves its backends without an answer, never without TLS.
 */
final class BackendPolicies {

    private final Cluster cluster;
    private final Winners<LoweredBackendTls.Target, LoweredBackendTls> policies;
    private final BackendTrust trust;

    BackendPolicies(Cluster cluster, BackendTrust trust) {
        this.cluster = cluster;
        this.trust = trust;
        this.policies = new Winners<>(cluster.input.lowerers().backendTls().all(cluster.snapshot));
    }

    /** How a Service port is to be spoken to: empty where no policy is for it. */
    Optional<BackendTrust.Standing> of(UpstreamKey key, String portName) {
        if (policies.all().isEmpty()) {
            return Optional.empty();
        }
        Ref service = key.backend();
        return Optional.of(portName)
                .filter(name -> !name.isEmpty())
                .flatMap(name -> policies.of(new LoweredBackendTls.Target(service, Optional.of(name))))
                .or(() -> policies.of(new LoweredBackendTls.Target(service, Optional.empty())))
                .map(trust::standing);
    }

    /** Every policy, with the Gateways whose routes lead to its targets. */
    List<PolicyNode> nodes(List<RouteNode> routes, List<GatewayDraft> drafts) {
        if (policies.all().isEmpty()) {
            return List.of();
        }
        Set<ListenerKey> ending = new HashSet<>();
        drafts.forEach(draft -> draft.listeners.stream()
                .filter(l -> l.protocol().equals("TLS") && l.terminatesTls())
                .forEach(l -> ending.add(l.key)));
        Users users = new Users(routes, drafts, (route, rule, backend) -> switch (rule) {
            case Rule.L7 l7 -> true;
            case Rule.L4 l4 ->
                l4.flow() == Rule.L4.Flow.TLS
                        && route.parents().stream()
                                .anyMatch(p -> p.taken().stream().anyMatch(ending::contains));
        });
        return policies.all().stream()
                .map(policy -> new PolicyNode(
                        policy.meta(),
                        trust.trusted(policy),
                        users.ancestors(
                                policy.targets(),
                                LoweredBackendTls.Target::ref,
                                (draft, targets) -> List.of(
                                        accepted(policy, targets, draft.dataPlane.capabilities()),
                                        trust.resolved(policy)))))
                .toList();
    }

    private Condition accepted(
            LoweredBackendTls policy, List<LoweredBackendTls.Target> targets, Capabilities dataPlane) {
        if (!policy.problems().isEmpty()) {
            return new Refusal(Reason.Invalid, String.join("; ", policy.problems())).unaccepted();
        }
        for (LoweredBackendTls.Target target : targets) {
            Optional<Refusal> refusal = policies.rival(
                            policy, target, "remove one of them or name another port by sectionName")
                    .or(() -> missing(target).map(why -> new Refusal(Reason.TargetNotFound, why)));
            if (refusal.isPresent()) {
                return refusal.get().unaccepted();
            }
        }
        return trust.accepted(policy, dataPlane, "Backends are verified as " + policy.hostname() + ".");
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
}
