package io.kongruent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContactTest {

    private static final Optional<String> NONE = Optional.empty();

    private final List<String> told = new ArrayList<>();
    private final List<String> forbidden = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Contact contact = new Contact(
            "https://cluster.test",
            new ClusterListener() {
                @Override
                public void away(String server, Instant since, String why) {
                    told.add(server + " away since " + since + ": " + why);
                }

                @Override
                public void back(String server, Duration after) {
                    told.add(server + " back after " + after);
                }

                @Override
                public void allowed(String resource) {
                    told.add(resource + " allowed");
                }

                @Override
                public void refused(String resource, int status) {
                    told.add(resource + " refused with " + status);
                }
            },
            () -> now,
            resource -> forbidden.add(resource));

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            contact.failed("connection refused");
        }
    }

    @Test
    void anOutageIsTwoLinesHoweverManyWatchesThereAre() {
        fail(10);
        assertThat(contact.awaySince()).isEmpty();
        for (int second = 0; second < 90; second++) {
            now = now.plusSeconds(1);
            fail(10);
        }
        assertThat(contact.awaySince()).contains(Instant.parse("2026-01-01T00:00:00Z"));
        contact.answered(200, NONE);
        contact.answered(200, NONE);

        assertThat(told)
                .containsExactly(
                        "https://cluster.test away since 2026-01-01T00:00:00Z: connection refused",
                        "https://cluster.test back after PT1M30S");
        assertThat(contact.awaySince()).isEmpty();
    }

    @Test
    void aConnectionThatBreaksOffIsNoOutage() {
        fail(5);
        now = now.plusSeconds(1);
        contact.answered(200, NONE);
        now = now.plusSeconds(3);
        fail(5);
        contact.answered(200, NONE);

        assertThat(told).isEmpty();
    }

    @Test
    void aServerThatIsStillStartingIsNotBack() {
        fail(1);
        now = now.plusSeconds(3);
        fail(1);
        contact.answered(503, NONE);
        assertThat(contact.awaySince()).isPresent();
        contact.answered(200, NONE);
        assertThat(told).hasSize(2);
    }

    @Test
    void whatMayNotBeWatchedIsTold() {
        contact.answered(403, Optional.of("secrets"));
        contact.answered(403, Optional.of("httproutes"));
        contact.answered(200, Optional.of("httproutes"));
        assertThat(told).as("right after its start an API server refuses much").isEmpty();
        for (int second = 0; second < 10; second++) {
            now = now.plusSeconds(1);
            contact.answered(403, Optional.of("secrets"));
        }

        assertThat(told).containsExactly("secrets refused with 403");
        assertThat(forbidden)
                .as("whoever comes late is told too")
                .hasSizeGreaterThan(1)
                .containsOnly("secrets");
        contact.answered(200, Optional.of("secrets"));
        contact.answered(200, Optional.of("secrets"));
        assertThat(told).containsExactly("secrets refused with 403", "secrets allowed");
    }

    @Test
    void definitionsAreOneByOne() {
        String path = "https://h/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        assertThat(Contact.watched(URI.create(path + "?fieldSelector=metadata.name%3Dtcproutes.x.io&watch=true")))
                .contains("customresourcedefinitions/tcproutes.x.io");
        assertThat(Contact.watched(URI.create(path + "?watch=true"))).contains("customresourcedefinitions");
        assertThat(Contact.watched(URI.create(path + "/tcproutes.x.io"))).isEmpty();
        assertThat(Contact.watched(
                        URI.create("https://h/api/v1/namespaces/default/secrets?fieldSelector=metadata.name%3Dx")))
                .contains("secrets");
    }

    @Test
    void nothingIsToldOfWhatWeEndOurselves() {
        contact.close();
        fail(1);
        now = now.plusSeconds(3);
        fail(1);

        assertThat(told).isEmpty();
    }

    @Test
    void whatIsWatchedIsReadFromTheAddress() {
        assertThat(collection("https://h/api/v1/services")).contains("services");
        assertThat(collection("https://h/api/v1/namespaces")).contains("namespaces");
        assertThat(collection("https://h/api/v1/namespaces/default")).isEmpty();
        assertThat(collection("https://h/api/v1/namespaces/default/secrets?fieldSelector=metadata.name%3Dx"))
                .contains("secrets");
        assertThat(collection("https://h/apis/gateway.networking.k8s.io/v1/httproutes?watch=true"))
                .contains("httproutes");
        assertThat(collection("https://h/apis/coordination.k8s.io/v1/namespaces/a/leases/kongruent"))
                .isEmpty();
        assertThat(WatchCount.watched(URI.create("https://h/api/v1/services?watch=true&x=y")))
                .contains("services");
        assertThat(WatchCount.watched(URI.create("https://h/api/v1/services?resourceVersion=0")))
                .isEmpty();
    }

    private static Optional<String> collection(String uri) {
        return WatchCount.collection(URI.create(uri));
    }
}
