package io.kongruent.kong;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.kong.KongEntity.Certificate;
import io.kongruent.kong.KongEntity.Plugin;
import io.kongruent.kong.KongEntity.Route;
import io.kongruent.kong.KongEntity.Service;
import io.kongruent.kong.KongEntity.Sni;
import io.kongruent.kong.KongEntity.Target;
import io.kongruent.kong.KongEntity.Upstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KongJsonTest {

    private static final OptionalInt NO = OptionalInt.empty();

    private static final List<KongEntity> ENTITIES = List.of(
            new Service(
                    "s1", "default.web.80", "http", "default.web.80", 80, 2, NO, NO, OptionalInt.of(300), List.of()),
            new Upstream("u1", "default.web.80", List.of(new Target("10.0.0.1:8080", 100)), List.of()),
            new Upstream("u2", "default.empty.80", List.of(), List.of()),
            new Certificate("c1", "CERT", "KEY", Optional.of("CERT2"), Optional.of("KEY2"), List.of()),
            new Sni("n1", "a.test", "c1", List.of()),
            new Route(
                    "r1",
                    "r",
                    "http.path == \"/\"",
                    7,
                    List.of("http"),
                    Optional.of("default.web.80"),
                    false,
                    true,
                    List.of("t")),
            new Plugin("p2", "gateway-api", Optional.of("r"), new TreeMap<>(Map.of("spec", "{\"v\":1}")), List.of()),
            new Plugin(
                    "p1",
                    "gateway-api",
                    Optional.empty(),
                    new TreeMap<>(Map.of("spec", "{\"v\":1,\"version\":\"unversioned\",\"facts\":[]}")),
                    List.of()));

    @Test
    void writesWhatKongTakes() throws IOException {
        assertThat(json(KongState.of(ENTITIES, Map.of())))
                .isEqualTo(
                        "{\"_format_version\":\"3.0\",\"services\":[{\"id\":\"s1\",\"name\":\"default.web.80\","
                                + "\"protocol\":\"http\",\"host\":\"default.web.80\",\"port\":80,\"retries\":2,\"read_timeout\":300}],"
                                + "\"upstreams\":[{\"id\":\"u2\",\"name\":\"default.empty.80\"},{\"id\":\"u1\",\"name\":\"default.web.80\","
                                + "\"targets\":[{\"target\":\"10.0.0.1:8080\",\"weight\":100}]}],"
                                + "\"certificates\":[{\"id\":\"c1\",\"cert\":\"CERT\",\"key\":\"KEY\",\"cert_alt\":\"CERT2\",\"key_alt\":\"KEY2\"}],"
                                + "\"snis\":[{\"id\":\"n1\",\"name\":\"a.test\",\"certificate\":\"c1\"}],"
                                + "\"routes\":[{\"id\":\"r1\",\"name\":\"r\",\"expression\":\"http.path == \\\"/\\\"\",\"priority\":7,"
                                + "\"protocols\":[\"http\"],\"service\":\"default.web.80\",\"strip_path\":false,\"preserve_host\":true,"
                                + "\"tags\":[\"t\"]}],"
                                + "\"plugins\":[{\"id\":\"p1\",\"name\":\"gateway-api\",\"config\":{\"spec\":"
                                + "\"{\\\"v\\\":1,\\\"version\\\":\\\"unversioned\\\",\\\"facts\\\":[]}\"}},"
                                + "{\"id\":\"p2\",\"name\":\"gateway-api\",\"route\":\"r\",\"config\":{\"spec\":\"{\\\"v\\\":1}\"}}]}");
    }

    @Test
    void theOrderOfEntitiesChangesNoByte() throws IOException {
        String wanted = json(KongState.of(ENTITIES, Map.of()));
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            List<KongEntity> shuffled = new ArrayList<>(ENTITIES);
            Collections.shuffle(shuffled, random);
            assertThat(json(KongState.of(shuffled, Map.of()))).isEqualTo(wanted);
        }
    }

    @Test
    void decksFileNestsServerNamesAndSpellsServicesAsObjects() {
        String yaml = KongJson.deck(KongState.of(ENTITIES, Map.of()), KongJson.Keys.HIDDEN);
        assertThat(yaml)
                .startsWith("_format_version: \"3.0\"\nservices:\n")
                .contains(
                        "snis:\n", "- name: a.test", "service:\n", "name: default.web.80", "route: r", "(private key)")
                .doesNotContain("KEY2", "CERT2", "key: KEY", "\nsnis:");
    }

    @Test
    void keysAreHiddenOnRequest() {
        KongState state = KongState.of(ENTITIES, Map.of());
        assertThat(KongJson.pretty(state, KongJson.Keys.HIDDEN)).doesNotContain("KEY");
        assertThat(KongJson.yaml(state, KongJson.Keys.SHOWN)).contains("key: KEY");
    }

    @Test
    void aDocumentGetsItsVersionWhenItIsSent() throws IOException {
        KongState state = KongState.of(ENTITIES, Map.of());
        Document document = Document.of(state);
        assertThat(document.isVersioned()).isTrue();
        assertThat(new String(document.bytes("v-17"), StandardCharsets.UTF_8))
                .isEqualTo(json(state).replace("unversioned", "v-17"));
        assertThat(document.says(Document.of(state))).isTrue();
        assertThat(document.says(Document.of(KongState.EMPTY))).isFalse();
        assertThat(document.digest()).isEqualTo(Document.of(state).digest());
    }

    @Test
    void aTextThatLooksLikeTheSpecIsNoPlaceForAVersion() {
        String trap = "\"spec\":\"{\\\"v\\\":1,\\\"version\\\":\\\"unversioned\\\"";
        Document document = Document.of(KongState.of(
                List.of(new Plugin("p", "x", Optional.empty(), new TreeMap<>(Map.of("message", trap)), List.of())),
                Map.of()));
        assertThat(document.isVersioned()).isFalse();
        assertThat(document.bytes("v-17")).hasSize(document.length());
    }

    @Test
    void idsAreLowerCaseUuidsThatFollowFromNames() {
        assertThat(Ids.of("services", "a"))
                .isEqualTo(Ids.of("services", "a"))
                .isNotEqualTo(Ids.of("upstreams", "a"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(Ids.of(-1L, 1L)).isEqualTo("ffffffff-ffff-ffff-0000-000000000001");
    }

    @Test
    void aRefusalIsRememberedByContentWhateverTheIdAndTags() {
        Sni sni = new Sni("n1", "a.test", "c1", List.of());
        assertThat(Exclusions.key(new Sni("n2", "a.test", "c1", List.of("t")))).isEqualTo(Exclusions.key(sni));
        assertThat(Exclusions.key(new Sni("n1", "b.test", "c1", List.of()))).isNotEqualTo(Exclusions.key(sni));
    }

    private static String json(KongState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        KongJson.write(state, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
