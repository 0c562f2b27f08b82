package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.kongruent.model.Declared;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The texts that Secrets and ConfigMaps hold under their keys; an empty one where there is no such key. */
final class Held {

    private Held() {}

    /** Whether this is a Secret or a ConfigMap. */
    static boolean isHolder(Ref ref) {
        return ref.group().isEmpty()
                && (ref.kind().equals("Secret") || ref.kind().equals("ConfigMap"));
    }

    /** Empty where there is no such object. @param ref to a Secret or a ConfigMap */
    static Optional<String> in(Ref ref, String key, Snapshot snapshot) throws Unreadable {
        if (ref.kind().equals("ConfigMap")) {
            return Optional.ofNullable(snapshot.get(ConfigMap.class, ref.namespace(), ref.name()))
                    .map(map -> in(map, key));
        }
        Secret secret = snapshot.get(Secret.class, ref.namespace(), ref.name());
        return secret == null ? Optional.empty() : Optional.of(in(secret, key));
    }

    static String in(ConfigMap map, String key) {
        return Declared.text(Declared.map(map.getData()).get(key));
    }

    /** {@code stringData} counts as the API server would count it: over {@code data}. */
    static String in(Secret secret, String key) throws Unreadable {
        String plain = Declared.text(Declared.map(secret.getStringData()).get(key));
        if (!plain.isEmpty()) {
            return plain;
        }
        try {
            return new String(
                    Base64.getMimeDecoder()
                            .decode(Declared.text(Declared.map(secret.getData()).get(key))),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(key + " isn't base64");
        }
    }
}
