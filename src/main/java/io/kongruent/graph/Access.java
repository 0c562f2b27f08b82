package io.kongruent.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.kongruent.keys.Identity;
import io.kongruent.keys.Malformed;
import io.kongruent.keys.PrivateKeys;
import io.kongruent.keys.X509;
import io.kongruent.model.Declared;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the controller gets in at Admin APIs that somebody else runs: what the Secrets hold that {@code unmanaged} of GatewayParameters names. Holds secrets, and
 * shows none of them as text.
 *
 * @param token sent as {@code Kong-Admin-Token}
 * @param headers sent with every request
 * @param identity the client certificate
 * @param authorities whom to believe; empty: those of the system
 * @param serverName the name in their certificate, where it isn't that of the URL
 * @param problems what can't be used, without anything of its content
 * @param pending what hasn't been read yet
 */
public record Access(
        Optional<String> token,
        Map<String, String> headers,
        Optional<Identity> identity,
        Optional<List<X509Certificate>> authorities,
        Optional<String> serverName,
        List<String> problems,
        List<Ref> pending) {

    private static final String SECRET = "Secret";

    public Access {
        headers = Map.copyOf(headers);
        authorities = authorities.map(List::copyOf);
        problems = List.copyOf(problems);
        pending = List.copyOf(pending);
    }

    /** Whether everything is there. */
    public boolean isReady() {
        return problems.isEmpty() && pending.isEmpty();
    }

    @Override
    public String toString() {
        return "Access[" + problems + " " + pending + "]";
    }

    /** Everything that has to be read for it. @param unmanaged with the namespaces of its references in their places */
    static List<Ref> references(JsonNode unmanaged) {
        List<Ref> refs = new ArrayList<>();
        authority(unmanaged).ifPresent(refs::add);
        secret(unmanaged.at("/tls/clientCertificateRef")).ifPresent(refs::add);
        secret(unmanaged.path("tokenRef")).ifPresent(refs::add);
        unmanaged.path("headers").forEach(h -> secret(h.path("secretRef")).ifPresent(refs::add));
        return refs;
    }

    /** Reads it. */
    public static Access of(JsonNode unmanaged, Snapshot snapshot) {
        return new Reading(snapshot).read(unmanaged);
    }

    private static Optional<Ref> authority(JsonNode unmanaged) {
        JsonNode ref = unmanaged.at("/tls/caCertificateRef");
        return ref.isObject()
                ? Optional.of(Ref.core(
                        ref.path("kind").asText(SECRET),
                        ref.path("namespace").asText(),
                        ref.path("name").asText()))
                : Optional.empty();
    }

    private static Optional<Ref> secret(JsonNode ref) {
        return ref.isObject()
                ? Optional.of(Ref.core(
                        SECRET, ref.path("namespace").asText(), ref.path("name").asText()))
                : Optional.empty();
    }

    private static final class Reading {

        private final Snapshot snapshot;
        private final List<String> problems = new ArrayList<>();
        private final List<Ref> pending = new ArrayList<>();

        Reading(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        Access read(JsonNode unmanaged) {
            Optional<List<X509Certificate>> authorities = authority(unmanaged)
                    .flatMap(ref -> value("tls.caCertificateRef", ref, "ca.crt")
                            .flatMap(pem -> certificates("tls.caCertificateRef", ref, "ca.crt", pem)));
            Optional<Identity> identity =
                    secret(unmanaged.at("/tls/clientCertificateRef")).flatMap(this::identity);
            JsonNode tokenRef = unmanaged.path("tokenRef");
            Optional<String> token = secret(tokenRef)
                    .flatMap(ref -> line("tokenRef", ref, tokenRef.path("key").asText("token")));
            Map<String, String> headers = new TreeMap<>();
            for (JsonNode header : unmanaged.path("headers")) {
                String name = header.path("name").asText();
                JsonNode ref = header.path("secretRef");
                secret(ref)
                        .ifPresentOrElse(
                                r -> line(
                                                "headers[" + name + "].secretRef",
                                                r,
                                                ref.path("key").asText())
                                        .ifPresent(value -> headers.put(name, value)),
                                () -> headers.put(name, header.path("value").asText()));
            }
            boolean plain = unmanaged.at("/adminService/scheme").asText("").equals("http")
                    || (unmanaged.path("adminService").isObject()
                            && !unmanaged.path("adminService").has("scheme"));
            for (JsonNode url : unmanaged.path("adminUrls")) {
                plain |= !url.asText().startsWith("https:");
            }
            if (unmanaged.path("tls").isObject() && plain) {
                problems.add("tls: it is for Admin APIs at https only; change the URLs or the scheme, or remove tls");
            }
            return new Access(
                    token,
                    headers,
                    identity,
                    authorities,
                    Declared.maybe(unmanaged.at("/tls/serverName").asText()).filter(name -> !name.isEmpty()),
                    problems,
                    pending);
        }

        private Optional<Identity> identity(Ref ref) {
            String field = "tls.clientCertificateRef";
            Optional<String> chain = value(field, ref, "tls.crt");
            Optional<String> key = chain.isEmpty() ? Optional.empty() : value(field, ref, "tls.key");
            if (chain.isEmpty() || key.isEmpty()) {
                return Optional.empty();
            }
            Optional<List<X509Certificate>> certificates = certificates(field, ref, "tls.crt", chain.get());
            try {
                PrivateKey read = PrivateKeys.read(key.get());
                return certificates.map(all -> new Identity(all, read));
            } catch (Malformed e) {
                problems.add(unusable(field, ref, "tls.key " + e.problem()));
                return Optional.empty();
            }
        }

        private Optional<List<X509Certificate>> certificates(String field, Ref ref, String key, String pem) {
            try {
                return Optional.of(X509.certificates(pem));
            } catch (Malformed e) {
                problems.add(unusable(field, ref, key + " " + e.problem()));
                return Optional.empty();
            }
        }

        /** What goes into a header: one line, without the end that editors add. */
        private Optional<String> line(String field, Ref ref, String key) {
            Optional<String> value = value(field, ref, key).map(String::strip);
            if (value.isPresent() && value.get().chars().anyMatch(c -> c < ' ' || c > '~')) {
                problems.add(
                        unusable(field, ref, key + " holds characters that no header can; write one line of ASCII"));
                return Optional.empty();
            }
            return value;
        }

        private Optional<String> value(String field, Ref ref, String key) {
            try {
                Optional<String> value = Held.in(ref, key, snapshot);
                if (value.isPresent() && value.get().isBlank()) {
                    throw new Unreadable("it has no " + key);
                }
                if (value.isEmpty() && snapshot.isPending(ref)) {
                    pending.add(ref);
                } else if (value.isEmpty()) {
                    problems.add(field + ": " + Absent.say(ref, snapshot, key));
                }
                return value;
            } catch (Unreadable e) {
                problems.add(unusable(field, ref, e.problem()));
                return Optional.empty();
            }
        }

        private static String unusable(String field, Ref ref, String problem) {
            return field + ": " + ref + " can't be used: " + problem;
        }
    }
}
