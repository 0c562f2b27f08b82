package io.kongruent.kinds.backendtlspolicy;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicy;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicySpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicyValidation;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.LocalObjectReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.LocalPolicyTargetReferenceWithSectionName;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.SubjectAltName;
import io.kongruent.graph.LoweredBackendTls;
import io.kongruent.graph.Lowerer;
import io.kongruent.kinds.Identity;
import io.kongruent.kinds.NewerFields;
import io.kongruent.kinds.Syntax;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        List<Ref> authorities = new ArrayList<>();
        for (@Nullable LocalObjectReference ref : Declared.list(validation.getCaCertificateRefs())) {
            LocalObjectReference r = ref == null ? new LocalObjectReference() : ref;
            authorities.add(new Ref(
                    Declared.text(r.getGroup()), Declared.text(r.getKind()), namespace, Declared.text(r.getName())));
        }
        boolean system = system(validation, authorities.isEmpty(), problems);
        String hostname = Declared.text(validation.getHostname()).toLowerCase(Locale.ROOT);
        if (!Syntax.isPreciseHostname(hostname)) {
            problems.add("validation.hostname: \"" + hostname
                    + "\" is no hostname; write the name in the backends' certificate");
        }
        alternatives(validation, hostname, problems);
        Declared.map(spec.getOptions()).keySet().stream()
                .sorted()
                .forEach(o -> problems.add("options: the option " + o + " isn't known here; remove it"));
        newer("", spec.getAdditionalProperties(), problems);
        newer("validation.", validation.getAdditionalProperties(), problems);
        return new LoweredBackendTls(meta, targets, authorities, system, hostname, problems);
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
            newer("targetRefs[" + i + "].", ref.getAdditionalProperties(), problems);
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

    /** "If an implementation does not support the WellKnownCACertificates field, or the supplied value is not recognized, the implementation MUST" say Invalid. */
    private static boolean system(BackendTLSPolicyValidation validation, boolean noOthers, List<String> problems) {
        String wellKnown = Declared.text(validation.getWellKnownCACertificates());
        if (!wellKnown.isEmpty() && !wellKnown.equals("System")) {
            problems.add("validation.wellKnownCACertificates: \"" + wellKnown + "\" isn't known here; use System");
        }
        if (wellKnown.isEmpty() == noOthers) {
            problems.add(
                    noOthers
                            ? "validation: nobody is trusted; write caCertificateRefs or wellKnownCACertificates"
                            : "validation: caCertificateRefs and wellKnownCACertificates exclude each other; remove one");
        }
        return wellKnown.equals("System");
    }

    /** "If SubjectAltNames are specified, Hostname … MUST NOT be used for authentication": nginx verifies by the one name that it asks for. */
    private static void alternatives(BackendTLSPolicyValidation validation, String hostname, List<String> problems) {
        for (@Nullable SubjectAltName name : Declared.list(validation.getSubjectAltNames())) {
            boolean same = name != null
                    && Declared.text(name.getType()).equals("Hostname")
                    && Declared.text(name.getHostname()).equalsIgnoreCase(hostname);
            if (!same) {
                problems.add(
                        "validation.subjectAltNames: backends are verified by the name that they are asked for and by no other;"
                                + " remove the field, or leave only the hostname itself");
                return;
            }
        }
    }

    private static void newer(String place, @Nullable Map<String, Object> fields, List<String> problems) {
        NewerFields.refuse(fields, place, problems);
    }
}
