package io.kongruent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kongruent.capability.Capabilities;
import io.kongruent.engine.PlaneSettings;
import io.kongruent.graph.GatewayNode.Address;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.PushTiming;
import io.kongruent.settings.GivenSettings;
import io.kongruent.settings.KongruentSettings;
import io.kongruent.translate.TranslateOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataPlanesTest {

    private static final String A = "kongruent.data-planes.a.";
    private static final String B = "kongruent.data-planes.b.";

    private final List<AdminEndpoint> opened = new ArrayList<>();

    private Admin open(AdminEndpoint endpoint) {
        opened.add(endpoint);
        return new Silent(endpoint.url().toString());
    }

    private DataPlanes planes(Map<String, String> properties) {
        return DataPlanes.of(GivenSettings.of(properties), this::open);
    }

    private void refuses(Map<String, String> properties, String... words) {
        assertThatThrownBy(() -> planes(properties))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContainingAll(words)
                .satisfies(e -> assertThat(((WrongSetting) e).next()).isNotEmpty());
    }

    @Test
    void oneDataPlaneNeedsOnlyItsUrls() {
        DataPlanes planes = planes(Map.of(A + "admin-urls", "http://one:8001,https://two:8444"));

        assertThat(planes.standard()).isEqualTo("a");
        assertThat(planes.planes()).singleElement().satisfies(p -> {
            assertThat(p.name()).isEqualTo("a");
            assertThat(p.instances()).extracting(Admin::url).containsExactly("http://one:8001", "https://two:8444");
            assertThat(p.portMap()).isEmpty();
        });
    }

    @Test
    void everythingSaidOfADataPlaneArrives() {
        DataPlanes planes = planes(Map.of(
                A + "admin-urls", "http://one:8001",
                A + "port-map.80", "8000",
                A + "gateways", "shop/web,shop/api",
                A + "classes", "fast",
                A + "addresses", "192.0.2.1,2001:db8::1,gateway.example.com",
                A + "token", "secret",
                A + "headers.x-who", "me",
                A + "tls", "mesh"));

        PlaneSettings plane = planes.planes().getFirst();
        assertThat(plane.portMap()).isEqualTo(Map.of(80, 8000));
        assertThat(plane.gateways()).containsExactlyInAnyOrder("shop/web", "shop/api");
        assertThat(plane.classes()).containsExactly("fast");
        assertThat(plane.addresses())
                .containsExactly(
                        new Address("IPAddress", "192.0.2.1"),
                        new Address("IPAddress", "2001:db8::1"),
                        new Address("Hostname", "gateway.example.com"));
        assertThat(opened)
                .containsExactly(new AdminEndpoint(
                        URI.create("http://one:8001"),
                        Optional.of("secret"),
                        Map.of("x-who", "me"),
                        Optional.of("mesh")));
    }

    @Test
    void ofSeveralOneIsTheStandard() {
        Map<String, String> two = Map.of(A + "admin-urls", "http://one:8001", B + "admin-urls", "http://two:8001");

        refuses(two, "kongruent.default-data-plane", "not set", "a, b");
        Map<String, String> said = new java.util.HashMap<>(two);
        said.put("kongruent.default-data-plane", "b");
        assertThat(planes(said).standard()).isEqualTo("b");
        said.put("kongruent.default-data-plane", "c");
        refuses(said, "kongruent.default-data-plane", "\"c\"");
    }

    @Test
    void whatCantBeHadIsNamed() {
        refuses(Map.of(), "kongruent.data-planes", "there is none");
        refuses(Map.of(A + "token", "t"), "kongruent.data-planes.a.admin-urls", "not set");
        refuses(Map.of(A + "admin-urls", "kong:8001"), "kongruent.data-planes.a.admin-urls", "\"kong:8001\"");
        refuses(Map.of(A + "admin-urls", "http://one", A + "port-map.80", "99999"), "a.port-map", "80=99999");
        refuses(Map.of(A + "admin-urls", "http://one", A + "gateways", "web"), "a.gateways", "\"web\"");
        refuses(Map.of(A + "admin-urls", "http://one,http://one/"), "a.admin-urls", "twice");
        refuses(Map.of(A + "admin-urls", "http://one", B + "admin-urls", "http://one"), "b.admin-urls", "in a too");
        refuses(
                Map.of(
                        A + "admin-urls", "http://one",
                        A + "classes", "c",
                        B + "admin-urls", "http://two",
                        B + "classes", "c"),
                "b.classes",
                "claimed by a");
    }

    @Test
    void credentialsInAUrlAreRefusedAndNotShown() {
        assertThatThrownBy(() -> planes(Map.of(A + "admin-urls", "http://me:hidden@one:8001")))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("one")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void theOnlyOneTakesWhatIsSaidOfTheDefault() {
        KongruentSettings said = GivenSettings.of(Map.of(
                "kongruent.data-planes.default.token", "secret", "kongruent.data-planes.default.port-map.80", "9000"));

        DataPlanes planes =
                DataPlanes.only(URI.create("http://kong:8001"), Map.of(80, 8000, 443, 8443), said, this::open);

        assertThat(planes.standard()).isEqualTo("default");
        assertThat(planes.planes().getFirst().portMap()).isEqualTo(Map.of(80, 9000, 443, 8443));
        assertThat(opened).singleElement().extracting(AdminEndpoint::token).isEqualTo(Optional.of("secret"));
    }

    @Test
    void settingsBecomeASetup() {
        DataPlanes planes = planes(Map.of(A + "admin-urls", "http://one:8001"));
        Capabilities shipped = Capabilities.shipped("1", List.of());

        Setup setup = Setup.of(
                GivenSettings.of(Map.of(
                        "kongruent.tags", "kubernetes",
                        "kongruent.allow-external-name", "true",
                        "kongruent.push.watch", "2s",
                        "kongruent.push.rest", "0.5")),
                planes,
                shipped);

        assertThat(setup.controllerName()).isEqualTo("kongruent.io/gateway-controller");
        assertThat(setup.allowExternalName()).isTrue();
        assertThat(setup.options()).isEqualTo(new TranslateOptions(TranslateOptions.Tags.KUBERNETES));
        assertThat(setup.timing().watch()).isEqualTo(Duration.ofSeconds(2));
        assertThat(setup.timing().rest()).isEqualTo(0.5);
        assertThat(Setup.of(GivenSettings.of(Map.of()), planes, shipped).timing())
                .isEqualTo(PushTiming.DEFAULT);
        for (Map<String, String> wrong : List.of(
                Map.of("kongruent.push.watch", "0s"),
                Map.of("kongruent.push.rest", "-1"),
                Map.of("kongruent.controller-name", "kongruent"))) {
            assertThatThrownBy(() -> Setup.of(GivenSettings.of(wrong), planes, shipped))
                    .isInstanceOf(WrongSetting.class)
                    .hasMessageContaining(wrong.keySet().iterator().next());
        }
    }

    /** An Admin API that nobody asks. */
    private record Silent(String url) implements Admin {
        @Override
        public Capabilities probe() {
            throw new IllegalStateException("not asked here");
        }

        @Override
        public Applied applied() {
            throw new IllegalStateException("not asked here");
        }

        @Override
        public Reply post(byte[] document, boolean flatten) {
            throw new IllegalStateException("not asked here");
        }

        @Override
        public Optional<String> objection(String collection, String entity) {
            throw new IllegalStateException("not asked here");
        }
    }
}
