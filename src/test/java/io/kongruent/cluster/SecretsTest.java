package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How Secrets are seen: by name on demand, as StatusTest shows; by a label instead; and not at all. */
@QuarkusTest
class SecretsTest extends InLab {

    @BeforeEach
    void start() {
        lab.gateway(Lab.HTTP, Lab.HTTPS_OF_SHOP);
    }

    private void secret(String certificate, String labels) {
        lab.apply(Certificate.of(certificate)
                .secret(lab.namespace, "shop")
                .replace("metadata: {", "metadata: {labels: {" + labels + "}, "));
    }

    @Test
    void byALabel() {
        secret("first.example.com", "");
        long mark = SERVER.mark();
        ClusterInput input = ClusterInput.of(SERVER.config(SERVER.user("controller")), lab.controller)
                .withSecrets("kongruent.io/watch=" + lab.name);
        try (Subject subject = new Subject(admins, input)) {
            eventually(() -> assertThat(lab.listener(lab.gatewayNow(), "https"))
                    .as("a Secret without the label doesn't exist")
                    .contains("ResolvedRefs=False/InvalidCertificateRef@1"));
            assertThat(lab.gatewayNow().getStatus().getListeners().get(1).getConditions())
                    .as("the message names the setting and the label")
                    .anyMatch(c -> c.getMessage()
                            .contains("lacks the labels of kongruent.secrets.label-selector (kongruent.io/watch="
                                    + lab.name + ")"));

            secret("first.example.com", "kongruent.io/watch: $T");
            eventually(() -> assertThat(subject.certificate("shop.example.com")).isEqualTo("CN=first.example.com"));
            secret("second.example.com", "kongruent.io/watch: $T");
            eventually(() -> assertThat(subject.certificate("shop.example.com")).isEqualTo("CN=second.example.com"));
            secret("second.example.com", "kongruent.io/watch: nobody");
            eventually(() -> assertThat(lab.listener(lab.gatewayNow(), "https"))
                    .contains("ResolvedRefs=False/InvalidCertificateRef@1"));
        }
        assertThat(SERVER.requests(mark).stream()
                        .filter(line -> line.contains("\"username\":\"controller\"")
                                && line.contains("\"resource\":\"secrets\""))
                        .toList())
                .isNotEmpty()
                .allMatch(line -> line.contains("labelSelector=kongruent.io%2Fwatch%3D" + lab.name));
    }

    /** A Secret that can't be read yet delays its listener and nothing else; that it may not be read is told once. */
    @Test
    void untilASecretHasBeenReadOnlyItsListenerWaits() {
        secret("shop.example.com", "");
        lab.service(lab.namespace, "web");
        lab.route(lab.namespace, "web", "web.example.com", "web");
        List<String> told = new CopyOnWriteArrayList<>();
        role("services, namespaces, configmaps");
        ClusterInput input = ClusterInput.of(SERVER.config(lab.account("blind")), lab.controller)
                .withListener(new ClusterListener() {
                    @Override
                    public void refused(String resource, int status) {
                        told.add(resource + " " + status);
                    }
                });
        try (Subject subject = new Subject(admins, input)) {
            eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
            eventually(() -> {
                assertThat(lab.listener(lab.gatewayNow(), "http")).contains("Programmed=True/Programmed@1");
                assertThat(lab.listener(lab.gatewayNow(), "https"))
                        .anyMatch(c ->
                                c.startsWith("Programmed=False/Pending") || c.startsWith("Programmed=Unknown/Pending"));
            });
            eventually(() -> assertThat(told).containsExactly("secrets 403"));

            role("services, namespaces, configmaps, secrets");
            eventually(() -> assertThat(subject.certificate("shop.example.com")).isEqualTo("CN=shop.example.com"));
            eventually(
                    () -> assertThat(lab.listener(lab.gatewayNow(), "https")).contains("Programmed=True/Programmed@1"));
            assertThat(told).hasSize(1);
        }
    }

    /** All that is needed, of the core group only these kinds. */
    private void role(String core) {
        lab.role("blind", """
                - {apiGroups: [gateway.networking.k8s.io, gateway.networking.x-k8s.io, kongruent.io, apiextensions.k8s.io, discovery.k8s.io, events.k8s.io], resources: ["*"], verbs: ["*"]}
                - {apiGroups: [""], resources: [%s], verbs: [list, watch]}
                """.formatted(core));
    }
}
