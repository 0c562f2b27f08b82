package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.operate.Journal;
import io.kongruent.operate.Metrics;
import io.kongruent.push.AdminEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is logged down to DEBUG, told as an event, written in a status or counted: nothing secret is in it. */
@QuarkusTest
class SecrecyTest extends InLab {

    private static final String TOKEN = "the-admin-token-nobody-may-see";
    private static final String HEADER = "the-admin-header-nobody-may-see";
    private static final String GARBAGE = "no-key-at-all-but-a-secret-still";

    @Inject
    Metrics metrics;

    @Inject
    MeterRegistry meters;

    @Test
    void nothingSecretIsTold() {
        Certificate first = Certificate.of("first.example.com");
        Certificate second = Certificate.of("second.example.com");
        List<String> secrets = new ArrayList<>(List.of(TOKEN, HEADER, GARBAGE, base64(GARBAGE)));
        secrets.add(SERVER.user("controller"));
        Stream.of(first, second).forEach(c -> secrets.addAll(parts(c)));

        try (LogLines log = LogLines.atDebug()) {
            AdminEndpoint[] used = new AdminEndpoint[1];
            try (Subject subject = new Subject(
                    admins,
                    ClusterInput.of(SERVER.config(SERVER.user("controller")), lab.controller),
                    url -> used[0] =
                            new AdminEndpoint(url, Optional.of(TOKEN), Map.of("x-admin", HEADER), Optional.empty()),
                    List.of(new Journal(Journal.Pen.log()), metrics))) {
                lab.service(lab.namespace, "web");
                lab.gateway(Lab.HTTP, Lab.HTTPS_OF_SHOP);
                lab.apply(first.secret(lab.namespace, "shop"));
                lab.route(lab.namespace, "web", "web.example.com", "web");
                eventually(
                        () -> assertThat(subject.certificate("web.example.com")).isEqualTo("CN=first.example.com"));

                // Rotated, then spoilt in each way that a Secret can be, then gone.
                lab.apply(second.secret(lab.namespace, "shop"));
                eventually(
                        () -> assertThat(subject.certificate("web.example.com")).isEqualTo("CN=second.example.com"));
                lab.apply(new Certificate(first.certificate(), second.key()).secret(lab.namespace, "shop"));
                refused("belong");
                lab.apply(new Certificate(first.certificate(), GARBAGE).secret(lab.namespace, "shop"));
                refused("tls.key");
                lab.apply(new Certificate(GARBAGE, second.key()).secret(lab.namespace, "shop"));
                refused("tls.crt");
                lab.delete(first.secret(lab.namespace, "shop"));
                refused("doesn't exist");
                lab.apply(first.secret(lab.namespace, "shop"));
                eventually(
                        () -> assertThat(subject.certificate("web.example.com")).isEqualTo("CN=first.example.com"));
                subject.loseGateway();
                eventually(() -> assertThat(
                                Lab.condition(lab.gatewayNow().getStatus().getConditions(), "Programmed"))
                        .hasValueSatisfying(c -> assertThat(c.getMessage()).contains("can't be reached")));

                assertThat(log.lines())
                        .as("what is for people to read, and what is for those who look for a fault")
                        .anyMatch(line -> line.startsWith("WARN"))
                        .anyMatch(line -> line.startsWith("DEBUG") || line.startsWith("FINE"));
                List<String> told = new ArrayList<>(log.lines());
                told.addAll(events());
                told.add(json(lab.gatewayNow()));
                told.add(json(lab.gatewayClass()));
                told.add(json(lab.routeNow(lab.namespace, "web")));
                told.add(String.valueOf(used[0]));
                told.add(String.valueOf(subject.engine.outcomes()));
                meters.getMeters().forEach(meter -> told.add(String.valueOf(meter.getId())));
                for (String secret : secrets) {
                    assertThat(told).noneMatch(line -> line.contains(secret));
                }
            }
        }
    }

    private void refused(String why) {
        eventually(() -> assertThat(
                        lab.gatewayNow().getStatus().getListeners().get(1).getConditions())
                .anyMatch(c ->
                        c.getType().equals("ResolvedRefs") && c.getMessage().contains(why)));
    }

    private List<String> events() {
        return lab.client.events().v1().events().inNamespace(lab.namespace).list().getItems().stream()
                .map(this::json)
                .toList();
    }

    private String json(Object object) {
        return lab.client.getKubernetesSerialization().asJson(object);
    }

    /** Each line of the key, and the whole as the API server keeps it. */
    private static List<String> parts(Certificate certificate) {
        List<String> parts = new ArrayList<>(certificate
                .key()
                .lines()
                .filter(line -> !line.startsWith("-----"))
                .toList());
        String whole = base64(certificate.key());
        parts.add(whole.substring(0, 100));
        parts.add(whole.substring(whole.length() - 100));
        return parts;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
