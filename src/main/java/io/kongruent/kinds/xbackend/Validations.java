package io.kongruent.kinds.xbackend;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicyValidation;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.LocalObjectReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.SubjectAltName;
import io.kongruent.kinds.Fields;

/** The validation of an XBackend, which is that of BackendTLSPolicies. */
final class Validations {

    private Validations() {}

    static BackendTLSPolicyValidation read(Fields declared) {
        declared.only("caCertificateRefs", "hostname", "subjectAltNames", "wellKnownCACertificates");
        BackendTLSPolicyValidation validation = new BackendTLSPolicyValidation();
        validation.setHostname(declared.text("hostname"));
        validation.setWellKnownCACertificates(declared.text("wellKnownCACertificates"));
        validation.setCaCertificateRefs(declared.list("caCertificateRefs").stream()
                .map(Validations::authority)
                .toList());
        validation.setSubjectAltNames(
                declared.list("subjectAltNames").stream().map(Validations::name).toList());
        return validation;
    }

    private static LocalObjectReference authority(Fields declared) {
        declared.only("group", "kind", "name");
        LocalObjectReference ref = new LocalObjectReference();
        ref.setGroup(declared.text("group"));
        ref.setKind(declared.text("kind"));
        ref.setName(declared.text("name"));
        return ref;
    }

    private static SubjectAltName name(Fields declared) {
        declared.only("type", "hostname", "uri");
        SubjectAltName name = new SubjectAltName();
        name.setType(declared.text("type"));
        name.setHostname(declared.text("hostname"));
        name.setUri(declared.text("uri"));
        return name;
    }
}
