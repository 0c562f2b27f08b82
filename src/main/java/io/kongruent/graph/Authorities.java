package io.kongruent.graph;

import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The certificates that a list of {@code caCertificateRefs} gives: ConfigMaps and Secrets with {@code ca.crt}, each with one certificate or several.
 *
 * @param usable every certificate that can be trusted
 * @param problems one for each reference that can't be used
 * @param pending what hasn't been read yet
 */
record Authorities(List<BackendTls.Authority> usable, List<Refusal> problems, List<Ref> pending) {

    Authorities {
        usable = List.copyOf(usable);
        problems = List.copyOf(problems);
        pending = List.copyOf(pending);
    }

    static Authorities read(List<Ref> refs, String place, Snapshot snapshot) {
        List<BackendTls.Authority> usable = new ArrayList<>();
        List<Refusal> problems = new ArrayList<>();
        List<Ref> pending = new ArrayList<>();
        for (int i = 0; i < refs.size(); i++) {
            Ref ref = refs.get(i);
            String field = place + "[" + i + "]: ";
            if (!Held.isHolder(ref)) {
                problems.add(new Refusal(
                        Reason.InvalidKind,
                        field + ref.theKind()
                                + " can't hold certificates of authorities; name a ConfigMap or a Secret"));
                continue;
            }
            try {
                Optional<String> bundle = Held.in(ref, "ca.crt", snapshot);
                if (bundle.isPresent()) {
                    KeyPairs.authorities(bundle.get()).forEach(one -> usable.add(new BackendTls.Authority(ref, one)));
                } else if (snapshot.isPending(ref)) {
                    pending.add(ref);
                } else {
                    problems.add(
                            new Refusal(Reason.InvalidCACertificateRef, field + Absent.say(ref, snapshot, "ca.crt")));
                }
            } catch (Unreadable e) {
                problems.add(
                        new Refusal(Reason.InvalidCACertificateRef, field + ref + " can't be used: " + e.problem()));
            }
        }
        return new Authorities(usable, problems, pending);
    }
}
