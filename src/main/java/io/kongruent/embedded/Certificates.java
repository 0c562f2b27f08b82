package io.kongruent.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.embedded.config.Pem;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The certificates of a configuration and Kong's choice among them by server name. */
final class Certificates {
    /** A key and its chain; {@code id} tells pairs apart. */
    record Pair(String id, PrivateKey key, List<X509Certificate> chain) {
        Pair {
            chain = List.copyOf(chain);
        }

        /** "RSA", "EC" or "EdDSA". */
        String algorithm() {
            return key.getAlgorithm();
        }
    }

    static final Certificates NONE = new Certificates(Map.of(), Map.of());

    private final Map<String, List<Pair>> byId;
    private final Map<String, String> bySni;

    private Certificates(Map<String, List<Pair>> byId, Map<String, String> bySni) {
        this.byId = byId;
        this.bySni = bySni;
    }

    static Certificates of(Map<String, ObjectNode> certificates, Map<String, ObjectNode> snis) {
        Map<String, List<Pair>> byId = new HashMap<>();
        certificates.forEach((id, certificate) -> {
            List<Pair> pairs = new ArrayList<>();
            pair(id, certificate, "cert", "key").ifPresent(pairs::add);
            pair(id + "/alt", certificate, "cert_alt", "key_alt").ifPresent(pairs::add);
            byId.put(id, List.copyOf(pairs));
        });
        Map<String, String> bySni = new HashMap<>();
        snis.values()
                .forEach(sni -> bySni.put(
                        sni.path("name").asText(), sni.at("/certificate/id").asText()));
        return new Certificates(Map.copyOf(byId), Map.copyOf(bySni));
    }

    private static Optional<Pair> pair(String id, ObjectNode entity, String cert, String key) {
        JsonNode chain = entity.path(cert);
        return chain.isTextual()
                ? Pem.key(entity.path(key).asText()).map(k -> new Pair(id, k, Pem.certificates(chain.asText())))
                : Optional.empty();
    }

    /** The pairs of certificate entities. */
    List<Pair> byIds(List<String> ids) {
        return ids.stream()
                .flatMap(id -> byId.getOrDefault(id, List.of()).stream())
                .toList();
    }

    /** As Kong does: the name as sent, then its first label as a wildcard, then its last, then {@code *}; never without a name. */
    List<Pair> byServerName(Optional<String> sni) {
        return sni.flatMap(this::find).map(id -> byIds(List.of(id))).orElse(List.of());
    }

    private Optional<String> find(String name) {
        List<String> tries = new ArrayList<>(List.of(name));
        int first = name.indexOf('.');
        int last = name.lastIndexOf('.');
        if (first > 0 && name.indexOf('.', first + 1) > first + 1) {
            tries.add("*" + name.substring(first));
        }
        if (last > 0) {
            tries.add(name.substring(0, last) + ".*");
        }
        tries.add("*");
        return tries.stream().map(bySni::get).filter(java.util.Objects::nonNull).findFirst();
    }
}
