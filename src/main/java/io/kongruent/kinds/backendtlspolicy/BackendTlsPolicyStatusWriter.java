package io.kongruent.kinds.backendtlspolicy;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicy;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.PolicyAncestorStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.PolicyStatus;
import io.kongruent.graph.PolicyNode;
import io.kongruent.kinds.Conditions;
import io.kongruent.kinds.StatusWriter;
import io.kongruent.model.Declared;
import io.kongruent.model.Ref;
import io.kongruent.verdict.Verdicts.OfPolicy;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of BackendTLSPolicies: one entry for each Gateway of ours. The list is atomic, so the entries of other controllers are read and written back as they
 * are.
 */
public final class BackendTlsPolicyStatusWriter implements StatusWriter<BackendTLSPolicy> {

    /** "A maximum of 16 ancestors will be represented in this list. An empty list means the Policy is not relevant for any ancestors." */
    private static final int MOST = 16;

    @Override
    public Optional<BackendTLSPolicy> withStatus(
            BackendTLSPolicy current, Verdict verdict, String controllerName, Instant now) {
        if (!(verdict instanceof OfPolicy policy)) {
            throw new IllegalArgumentException(
                    "no verdict on a policy: " + verdict.meta().ref());
        }
        List<PolicyAncestorStatus> before = entries(current);
        List<PolicyAncestorStatus> mine = of(before, controllerName, true);
        List<PolicyAncestorStatus> after = new ArrayList<>(of(before, controllerName, false));
        int others = after.size();
        for (PolicyNode.Ancestor ancestor : policy.ancestors()) {
            if (after.size() < MOST) {
                ParentReference ref = declare(ancestor.gateway());
                List<Condition> old = mine.stream()
                        .filter(e -> Objects.equals(e.getAncestorRef(), ref))
                        .findFirst()
                        .map(PolicyAncestorStatus::getConditions)
                        .orElse(List.of());
                after.add(new PolicyAncestorStatus(
                        ref,
                        Conditions.merge(
                                old, ancestor.conditions(), policy.meta().generation(), now),
                        controllerName));
            }
        }
        return mine.equals(after.subList(others, after.size())) ? Optional.empty() : Optional.of(with(current, after));
    }

    @Override
    public Optional<BackendTLSPolicy> withoutStatus(BackendTLSPolicy current, String controllerName) {
        List<PolicyAncestorStatus> before = entries(current);
        List<PolicyAncestorStatus> others = of(before, controllerName, false);
        return others.size() == before.size() ? Optional.empty() : Optional.of(with(current, others));
    }

    private static List<PolicyAncestorStatus> entries(BackendTLSPolicy policy) {
        List<PolicyAncestorStatus> entries = new ArrayList<>();
        if (policy.getStatus() != null) {
            for (@Nullable
            PolicyAncestorStatus entry : Declared.list(policy.getStatus().getAncestors())) {
                if (entry != null) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }

    private static List<PolicyAncestorStatus> of(
            List<PolicyAncestorStatus> entries, String controllerName, boolean ours) {
        return entries.stream()
                .filter(e -> controllerName.equals(e.getControllerName()) == ours)
                .toList();
    }

    private static ParentReference declare(Ref gateway) {
        ParentReference ref = new ParentReference();
        ref.setGroup(gateway.group());
        ref.setKind(gateway.kind());
        ref.setNamespace(gateway.namespace());
        ref.setName(gateway.name());
        return ref;
    }

    private static BackendTLSPolicy with(BackendTLSPolicy current, List<PolicyAncestorStatus> entries) {
        return new BackendTLSPolicy(
                current.getApiVersion(),
                current.getKind(),
                new ObjectMetaBuilder(current.getMetadata()).build(),
                current.getSpec(),
                new PolicyStatus(entries));
    }
}
