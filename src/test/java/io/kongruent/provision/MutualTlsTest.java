package io.kongruent.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kongruent.embedded.AdminListen;
import io.kongruent.embedded.AdminTls;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.AdminUnreachable;
import io.kongruent.push.RestAdmins;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An Admin API that takes the controller alone, reached at an address that its certificate doesn't name. */
@QuarkusTest
class MutualTlsTest {

    private static final String HOST = "web-kong-admin.shop.svc";

    @Inject
    RestAdmins admins;

    private final Authority authority = Authority.begin(Instant.now());
    private final AdminKeys keys = new AdminKeys();
    private EmbeddedGateway gateway;
    private AdminEndpoint endpoint;

    @BeforeEach
    void start() {
        keys.use(authority);
        ServerKeys server = authority.server(HOST, Map.of(), Instant.now());
        gateway = EmbeddedGateway.start(EmbeddedSettings.defaults()
                .withAdmins(
                        List.of(new AdminListen("127.0.0.1", 0, true, false)),
                        new AdminTls(
                                Optional.of(new AdminTls.Pair(text(server, "tls.crt"), text(server, "tls.key"))),
                                Optional.of(text(server, "ca.crt")))));
        endpoint = AdminEndpoint.at(
                URI.create("https://127.0.0.1:" + gateway.adminUrl().getPort()));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theControllerComesIn() {
        Admin admin = admins.open(endpoint, keys.tls(HOST));

        assertThat(admin.probe().hasPlugin()).isTrue();
    }

    @Test
    void nobodyElseDoes() {
        assertThatThrownBy(() -> admins.open(endpoint).probe()).isInstanceOf(AdminUnreachable.class);
        AdminKeys strangers = new AdminKeys();
        Authority other = Authority.begin(Instant.now());
        strangers.use(new Authority(authority.newest(), Optional.empty(), other.client()));
        assertThatThrownBy(() -> admins.open(endpoint, strangers.tls(HOST)).probe())
                .isInstanceOf(AdminUnreachable.class);
    }

    @Test
    void anotherGatewaysPodIsNotSpokenTo() {
        assertThatThrownBy(() -> admins.open(endpoint, keys.tls("other-kong-admin.shop.svc"))
                        .probe())
                .isInstanceOf(AdminUnreachable.class);
    }

    private static String text(ServerKeys keys, String name) {
        return new String(Base64.getDecoder().decode(keys.data().get(name)), StandardCharsets.UTF_8);
    }
}
