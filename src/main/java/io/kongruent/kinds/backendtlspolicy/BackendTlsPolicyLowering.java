package io.kongruent.kinds.backendtlspolicy;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicy;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicySpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicyValidation;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.LocalPolicyTargetReferenceWithSectionName;
import io.kongruent.graph.LoweredBackendTls;
import io.kongruent.graph.Lowerer;
import io.kongruent.kinds.BackendValidation;
import io.kongruent.kinds.Identity;
import io.kongruent.kinds.NewerFields;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BackendTLSPolicy to the Services it is for and how they are verified. */
public final class BackendTlsPolicyLowering implements Lowerer<BackendTLSPolicy, LoweredBackendTls> {

    @Override
    public Class<BackendTLSPolicy> kind() {
        return BackendTLSPolicy.class;
    }

    @Override
    public LoweredBackendTls lower(BackendTLSPolicy policy) {
        Meta meta = Identity.of(policy, "BackendTLSPolicy");
        BackendTLSPolicySpec spec = policy.getSpec() == null ? new BackendTLSPolicySpec() : policy.getSpec();
        BackendTLSPolicyValidation validation =
                spec.getValidation() == null ? new BackendTLSPolicyValidation() : spec.getValidation();
        String namespace = meta.ref().namespace();
        List<String> problems = new ArrayList<>();
        List<LoweredBackendTls.Target> targets = targets(spec, namespace, problems);
        BackendValidation verified = BackendValidation.of(validation, namespace, "validation.");
        problems.addAll(verified.problems());
        Declared.map(spec.getOptions()).keySet().stream()
                .sorted()
                .forEach(o -> problems.add("options: the option " + o + " isn't known here; remove it"));
        NewerFields.refuse(spec.getAdditionalProperties(), "", problems);
        return new LoweredBackendTls(
                meta, targets, verified.authorities(), verified.system(), verified.hostname(), problems);
    }

    private static List<LoweredBackendTls.Target> targets(
            BackendTLSPolicySpec spec, String namespace, List<String> problems) {
        List<LoweredBackendTls.Target> targets = new ArrayList<>();
        List<@Nullable LocalPolicyTargetReferenceWithSectionName> declared = Declared.list(spec.getTargetRefs());
        for (int i = 0; i < declared.size(); i++) {
            LocalPolicyTargetReferenceWithSectionName ref = declared.get(i);
            if (ref == null) {
                continue;
            }
            NewerFields.refuse(ref.getAdditionalProperties(), "targetRefs[" + i + "].", problems);
            targets.add(new LoweredBackendTls.Target(
                    new Ref(
                            Declared.text(ref.getGroup()),
                            Declared.text(ref.getKind()),
                            namespace,
                            Declared.text(ref.getName())),
                    Declared.maybe(ref.getSectionName())));
        }
        return targets;
    }
}
