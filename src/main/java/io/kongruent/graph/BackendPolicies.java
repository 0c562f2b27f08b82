package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
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
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * BackendTLSPolicies: which of them is for which Service port, and what their statuses say. Of several for one target the oldest counts, then the first by name;
 * one for a port by its name counts before one for the whole Service. A policy that can't be honoured leaves its backends without an answer, never without TLS.
 */
final class BackendPolicies {

    private final Cluster cluster;
    private final List<LoweredBackendTls> policies;
    private final Map<LoweredBackendTls.Target, LoweredBackendTls> winners = new HashMap<>();
    private final Map<Ref, Authorities> authorities = new HashMap<>();

    BackendPolicies(Cluster cluster) {
        this.cluster = cluster;
        this.policies = cluster.input.lowerers().backendTls().all(cluster.snapshot).stream()
                .sorted((a, b) -> Meta.byAge(a.meta(), b.meta()))
                .toList();
        policies.forEach(policy -> policy.targets().forEach(target -> winners.putIfAbsent(target, policy)));
    }

    /** How a Service port is to be spoken to: empty where no policy is for it. */
    Optional<Standing> of(UpstreamKey key, String portName) {
        if (policies.isEmpty()) {
            return Optional.empty();
        }
        Ref service = Ref.core("Service", key.namespace(), key.service());
        LoweredBackendTls policy =
                portName.isEmpty() ? null : winners.get(new LoweredBackendTls.Target(service, Optional.of(portName)));
        if (policy == null) {
            policy = winners.get(new LoweredBackendTls.Target(service, Optional.empty()));
        }
        return Optional.ofNullable(policy).map(this::standing);
    }

    /** What became of the policy of a port. */
    sealed interface Standing {
        record Usable(BackendTls tls) implements Standing {}

        record Unusable(String message) implements Standing {}
    }

    private Standing standing(LoweredBackendTls policy) {
        Ref ref = policy.meta().ref();
        if (!policy.problems().isEmpty()) {
            return new Standing.Unusable(ref + " is invalid: " + String.join("; ", policy.problems()));
        }
        Authorities found = authorities(policy);
        if (!policy.system() && found.usable().isEmpty()) {
            return new Standing.Unusable(
                    found.pending().isEmpty()
                            ? ref + " has no certificate of an authority; see its conditions"
                            : "what " + ref + " refers to hasn't been read yet");
        }
        return new Standing.Usable(new BackendTls(ref, policy.hostname(), policy.system(), found.usable()));
    }

    private Authorities authorities(LoweredBackendTls policy) {
        return authorities.computeIfAbsent(
                policy.meta().ref(),
                r -> Authorities.read(policy.authorities(), "validation.caCertificateRefs", cluster.snapshot));
    }

    /** Why a data plane can't verify as asked; empty when it can. */
    static Optional<String> missing(boolean system, Capabilities dataPlane) {
        for (Capability needed : system
                ? List.of(Capability.BACKEND_TLS, Capability.SYSTEM_AUTHORITIES)
                : List.of(Capability.BACKEND_TLS)) {
            if (!dataPlane.can(needed)) {
                return Optional.of(dataPlane.why(needed));
            }
        }
        return Optional.empty();
    }

    /** Every policy, with the Gateways whose routes lead to its targets. */
    List<PolicyNode> nodes(List<RouteNode> routes, List<GatewayDraft> drafts) {
        if (policies.isEmpty()) {
            return List.of();
        }
        Map<Ref, GatewayDraft> gateways = new HashMap<>();
        drafts.forEach(draft -> gateways.put(draft.ref(), draft));
        Map<Ref, SortedSet<Ref>> users = users(routes);
        List<PolicyNode> nodes = new ArrayList<>();
        for (LoweredBackendTls policy : policies) {
            SortedMap<Ref, List<LoweredBackendTls.Target>> used = new TreeMap<>();
            for (LoweredBackendTls.Target target : policy.targets()) {
                users.getOrDefault(target.ref(), new TreeSet<>())
                        .forEach(gateway -> used.computeIfAbsent(gateway, g -> new ArrayList<>())
                                .add(target));
            }
            List<PolicyNode.Ancestor> ancestors = new ArrayList<>();
            used.forEach((gateway, targets) -> {
                GatewayDraft draft = gateways.get(gateway);
                if (draft != null) {
                    ancestors.add(new PolicyNode.Ancestor(
                            gateway,
                            List.of(accepted(policy, targets, draft.dataPlane.capabilities()), resolved(policy))));
                }
            });
            nodes.add(new PolicyNode(policy.meta(), authorities(policy).usable(), ancestors));
        }
        return nodes;
    }

    /** The Gateways whose routes lead to each Service. */
    private static Map<Ref, SortedSet<Ref>> users(List<RouteNode> routes) {
        Map<Ref, SortedSet<Ref>> users = new HashMap<>();
        for (RouteNode route : routes) {
            for (ParentNode parent : route.parents()) {
                if (parent.refusal().isPresent()) {
                    continue;
                }
                for (RuleNode rule : route.rules()) {
                    if (rule.rule() instanceof Rule.L7) {
                        rule.backends()
                                .forEach(b -> users.computeIfAbsent(b.ref().target(), t -> new TreeSet<>())
                                        .add(parent.gateway()));
                    }
                }
            }
        }
        return users;
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
        Authorities found = authorities(policy);
        if (!policy.system() && found.usable().isEmpty()) {
            return found.problems().isEmpty()
                    ? Condition.unknown(Condition.Type.Accepted, Reason.Pending, waiting(found))
                    : no(
                            Reason.NoValidCACertificate,
                            "No certificate of an authority can be used, so requests to the backends fail; see ResolvedRefs.");
        }
        return missing(policy.system(), dataPlane)
                .map(why -> no(Reason.Invalid, "backends can't be verified as asked, so requests to them fail: " + why))
                .orElseGet(() -> Condition.yes(
                        Condition.Type.Accepted,
                        Reason.Accepted,
                        "Backends are verified as " + policy.hostname() + "."));
    }

    private static Condition no(Reason reason, String message) {
        return Condition.no(Condition.Type.Accepted, reason, message);
    }

    private Condition resolved(LoweredBackendTls policy) {
        Authorities found = authorities(policy);
        if (!found.problems().isEmpty()) {
            return Refusal.unresolved(found.problems());
        }
        return found.pending().isEmpty()
                ? Condition.yes(Condition.Type.ResolvedRefs, Reason.ResolvedRefs, "Every reference resolves.")
                : Condition.unknown(Condition.Type.ResolvedRefs, Reason.Pending, waiting(found));
    }

    private static String waiting(Authorities found) {
        return "Waiting until "
                + String.join(", ", found.pending().stream().map(Ref::toString).toList()) + " has been read.";
    }

    private Optional<String> missing(LoweredBackendTls.Target target) {
        Ref ref = target.ref();
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
