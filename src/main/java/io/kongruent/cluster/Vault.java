package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.kongruent.model.Declared;
import io.kongruent.provision.Authority;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Where the controller keeps the authority for Admin APIs: a Secret in its own namespace. */
final class Vault {

    /** The name of the Secret, which the Role in deploy/ allows. */
    static final String SECRET = "kongruent-admin";

    private static final Logger LOG = Logger.getLogger(Vault.class);

    private final KubernetesClient client;
    private final String namespace;

    Vault(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /**
     * The authority as it has to be now; made when there is none, renewed when it is time.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when it can't be read or kept
     */
    Authority open(Instant now) {
        Secret kept = client.secrets().inNamespace(namespace).withName(SECRET).get();
        Optional<Authority> before = Optional.ofNullable(kept).flatMap(s -> Authority.of(Declared.map(s.getData())));
        if (kept != null && before.isEmpty()) {
            LOG.warnf(
                    "Secret %s/%s can't be read; the certificates of all Admin APIs are made anew", namespace, SECRET);
        }
        Authority after = before.map(a -> a.renewed(now)).orElseGet(() -> Authority.begin(now));
        if (before.isPresent() && before.get().equals(after)) {
            return after;
        }
        if (kept == null) {
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(SECRET)
                            .withNamespace(namespace)
                            .addToLabels("app.kubernetes.io/name", "kongruent")
                            .endMetadata()
                            .withType("Opaque")
                            .withData(after.data())
                            .build())
                    .create();
        } else {
            client.resource(new SecretBuilder(kept).withData(after.data()).build())
                    .update();
        }
        LOG.infof("The certificates for Admin APIs are kept in Secret %s/%s", namespace, SECRET);
        return after;
    }
}
