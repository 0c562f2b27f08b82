package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the TLS settings of Gateways and listeners refer to. */
final class Certificates {

    private final Cluster cluster;

    Certificates(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Judges {@code certificateRefs}: usable ones are kept, every other is told. */
    void judge(ListenerDraft listener) {
        if (!listener.terminatesTls()) {
            return;
        }
        List<Ref> refs =
                listener.lowered.tls().map(LoweredListener.Tls::certificates).orElse(List.of());
        if (refs.isEmpty()) {
            listener.unresolved.add(new Refusal(
                    Reason.InvalidCertificateRef,
                    "tls.certificateRefs: the list is empty; name a Secret with tls.crt and tls.key"));
        }
        List<CertificateNode> usable = new ArrayList<>();
        for (int i = 0; i < refs.size(); i++) {
            String field = "tls.certificateRefs[" + i + "]: ";
            read(
                            listener.key.source(),
                            refs.get(i),
                            Reason.InvalidCertificateRef,
                            field,
                            listener.unresolved,
                            listener.pending)
                    .ifPresent(usable::add);
        }
        listener.certificates = List.copyOf(usable);
    }

    /** Judges {@code tls.backend.clientCertificateRef}. */
    void judge(GatewayDraft gateway) {
        gateway.backendCertificate = gateway.lowered
                .backendClientCertificate()
                .flatMap(ref -> read(
                        gateway.ref(),
                        ref,
                        Reason.InvalidClientCertificateRef,
                        "tls.backend.clientCertificateRef: ",
                        gateway.unresolved,
                        gateway.pending));
    }

    /**
     * Judges {@code tls.frontend} for a listener. Client certificates aren't enforced yet: a listener that asks for them is refused rather than left open.
     */
    void judgeClients(ListenerDraft listener, FrontendTls frontend) {
        if (!listener.terminatesTls()) {
            return;
        }
        Optional<FrontendTls.Validation> asked = frontend.on(listener.lowered.port());
        if (asked.isEmpty()) {
            return;
        }
        FrontendTls.Validation validation = asked.get();
        int good = 0;
        for (int i = 0; i < validation.authorities().size(); i++) {
            String field = validation.field() + ".caCertificateRefs[" + i + "]: ";
            Optional<Refusal> problem = authorityProblem(
                    listener.key.gateway(), validation.authorities().get(i), field);
            problem.ifPresent(listener.unresolved::add);
            if (problem.isEmpty()) {
                good++;
                if (cluster.snapshot.isPending(validation.authorities().get(i))) {
                    listener.pending.add(validation.authorities().get(i));
                }
            }
        }
        if (good == 0) {
            listener.refuse(
                    Reason.NoValidCACertificate,
                    validation.field()
                            + ".caCertificateRefs: no certificate of an authority can be used; name a ConfigMap with ca.crt");
        } else {
            listener.refuse(
                    Reason.UnsupportedValue,
                    validation.field()
                            + ": client certificates aren't checked yet, and without the check the listener would be open; remove the field");
        }
    }

    private Optional<CertificateNode> read(
            Ref from, Ref ref, Reason invalid, String field, List<Refusal> unresolved, List<Ref> pending) {
        if (!ref.group().isEmpty() || !ref.kind().equals("Secret")) {
            unresolved.add(new Refusal(invalid, field + ref.theKind() + " can't hold a certificate; name a Secret"));
            return Optional.empty();
        }
        if (!cluster.grants.allow(from, ref)) {
            unresolved.add(new Refusal(Reason.RefNotPermitted, field + Grants.missing(from, ref)));
            return Optional.empty();
        }
        Secret secret = cluster.snapshot.get(Secret.class, ref.namespace(), ref.name());
        if (secret == null) {
            if (cluster.snapshot.isPending(ref)) {
                pending.add(ref);
            } else {
                unresolved.add(new Refusal(invalid, field + Absent.say(ref, cluster.snapshot, "tls.crt and tls.key")));
            }
            return Optional.empty();
        }
        return switch (cluster.input.secrets().apply(secret)) {
            case KeyPairReading.Usable(CertificateNode certificate) -> Optional.of(certificate);
            case KeyPairReading.Unusable(String message) -> {
                unresolved.add(new Refusal(invalid, field + ref + " can't be used: " + message));
                yield Optional.empty();
            }
        };
    }

    private Optional<Refusal> authorityProblem(Ref from, Ref ref, String field) {
        if (!ref.group().isEmpty() || !ref.kind().equals("ConfigMap")) {
            return Optional.of(new Refusal(
                    Reason.InvalidCACertificateKind,
                    field + ref.theKind() + " can't hold certificates of authorities; name a ConfigMap"));
        }
        if (!cluster.grants.allow(from, ref)) {
            return Optional.of(new Refusal(Reason.RefNotPermitted, field + Grants.missing(from, ref)));
        }
        ConfigMap map = cluster.snapshot.get(ConfigMap.class, ref.namespace(), ref.name());
        if (map == null) {
            return cluster.snapshot.isPending(ref)
                    ? Optional.empty()
                    : Optional.of(new Refusal(
                            Reason.InvalidCACertificateRef, field + Absent.say(ref, cluster.snapshot, "ca.crt")));
        }
        return KeyPairs.authoritiesProblem(Held.in(map, "ca.crt"))
                .map(problem ->
                        new Refusal(Reason.InvalidCACertificateRef, field + ref + " can't be used: " + problem));
    }
}
