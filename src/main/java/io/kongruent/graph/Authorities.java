package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
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
            Optional<Bundle> bundle = bundle(ref, snapshot);
            if (bundle.isEmpty()) {
                problems.add(new Refusal(
                        Reason.InvalidKind,
                        field + "the kind " + ref.kind() + (ref.group().isEmpty() ? "" : " of " + ref.group())
                                + " can't hold certificates of authorities; name a ConfigMap or a Secret"));
            } else if (bundle.get().exists()) {
                try {
                    for (String certificate : KeyPairs.authorities(bundle.get().text())) {
                        usable.add(new BackendTls.Authority(ref, certificate));
                    }
                } catch (KeyPairs.Unreadable e) {
                    problems.add(new Refusal(
                            Reason.InvalidCACertificateRef, field + ref + " can't be used: " + e.problem()));
                }
            } else if (snapshot.isPending(ref)) {
                pending.add(ref);
            } else {
                problems.add(new Refusal(Reason.InvalidCACertificateRef, field + Absent.say(ref, snapshot, "ca.crt")));
            }
        }
        return new Authorities(usable, problems, pending);
    }

    private record Bundle(boolean exists, String text) {}

    /** Empty for a kind that holds none. */
    private static Optional<Bundle> bundle(Ref ref, Snapshot snapshot) {
        if (!ref.group().isEmpty()) {
            return Optional.empty();
        }
        return switch (ref.kind()) {
            case "ConfigMap" -> {
                ConfigMap map = snapshot.get(ConfigMap.class, ref.namespace(), ref.name());
                yield Optional.of(new Bundle(
                        map != null,
                        map == null
                                ? ""
                                : Declared.text(Declared.map(map.getData()).get("ca.crt"))));
            }
            case "Secret" -> {
                Secret secret = snapshot.get(Secret.class, ref.namespace(), ref.name());
                yield Optional.of(new Bundle(secret != null, secret == null ? "" : text(secret)));
            }
            default -> Optional.empty();
        };
    }

    private static String text(Secret secret) {
        String plain = Declared.text(Declared.map(secret.getStringData()).get("ca.crt"));
        if (!plain.isEmpty()) {
            return plain;
        }
        try {
            return new String(
                    Base64.getMimeDecoder()
                            .decode(Declared.text(Declared.map(secret.getData()).get("ca.crt"))),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
