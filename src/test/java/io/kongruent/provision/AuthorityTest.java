package io.kongruent.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kongruent.keys.Malformed;
import io.kongruent.keys.X509;
import io.kongruent.push.AdminTls;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The certificates for Admin APIs: who believes whom, and for how long. */
class AuthorityTest {

    private static final String HOST = "web-kong-admin.shop.svc";

    private final Instant now = Instant.now();
    private final Authority authority = Authority.begin(now);

    @Test
    void whatIsKeptIsReadAgain() {
        assertThat(Authority.of(authority.data())).get().satisfies(read -> {
            assertThat(read.data()).isEqualTo(authority.data());
            assertThat(read.believed()).isEqualTo(authority.believed());
        });
        assertThat(Authority.of(Map.of("ca.crt", "rubbish"))).isEmpty();
    }

    @Test
    void aServerIsBelievedUnderItsNameAlone() throws GeneralSecurityException, Malformed {
        X509Certificate server = certificate(authority.server(HOST, Map.of(), now));
        AdminKeys keys = new AdminKeys();
        keys.use(authority);
        AdminTls tls = keys.tls(HOST);

        assertThatCode(() -> tls.trust().checkServerTrusted(new X509Certificate[] {server}, "ECDHE_ECDSA"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> keys.tls("other-kong-admin.shop.svc")
                        .trust()
                        .checkServerTrusted(new X509Certificate[] {server}, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("other-kong-admin");
        X509Certificate stranger = certificate(Authority.begin(now).server(HOST, Map.of(), now));
        assertThatThrownBy(() -> tls.trust().checkServerTrusted(new X509Certificate[] {stranger}, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class);
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(tls.keys().getCertificateChain("client")[0].getExtendedKeyUsage())
                .containsExactly("1.3.6.1.5.5.7.3.2");
    }

    @Test
    void noPrivateKeyOfTheControllerIsInWhatAGatewayGets() {
        ServerKeys server = authority.server(HOST, Map.of(), now);

        assertThat(server.data()).containsOnlyKeys("tls.crt", "tls.key", "ca.crt");
        assertThat(server.data().values())
                .doesNotContain(authority.data().get("ca.key"), authority.data().get("tls.key"));
        assertThat(server.toString()).doesNotContain(server.data().get("tls.key"));
    }

    @Test
    void whatIsGoodStays() {
        ServerKeys first = authority.server(HOST, Map.of(), now);
        Instant later = now.plus(Duration.ofDays(200));

        assertThat(authority.renewed(now.plus(Duration.ofDays(50)))).isEqualTo(authority);
        assertThat(authority.server(HOST, first.data(), later)).isEqualTo(first);
        assertThat(authority.server("renamed.shop.svc", first.data(), now)).isNotEqualTo(first);
    }

    @Test
    void everythingIsRenewedInTime() throws Malformed {
        ServerKeys first = authority.server(HOST, Map.of(), now);
        Instant later = now.plus(Duration.ofDays(250));

        ServerKeys second = authority.server(HOST, first.data(), later);
        Authority renewed = authority.renewed(later);

        assertThat(second.fingerprint()).isNotEqualTo(first.fingerprint());
        assertThat(certificate(second).getNotAfter()).isAfter(certificate(first).getNotAfter());
        assertThat(renewed.newest()).isEqualTo(authority.newest());
        assertThat(renewed.client()).isNotEqualTo(authority.client());
    }

    @Test
    void aNewAuthorityIsBelievedBeforeItSigns() throws Malformed {
        Instant end = now.plus(Duration.ofDays(2500));
        Authority renewed = authority.renewed(end);

        assertThat(renewed.newest()).isNotEqualTo(authority.newest());
        assertThat(renewed.old()).contains(authority.newest());
        X509Certificate old = authority.believed().getFirst();
        X509Certificate fresh = renewed.believed().getFirst();
        assertThat(renewed.believed()).containsExactly(fresh, old);
        assertThat(X509.isBy(certificate(renewed.server(HOST, Map.of(), end)), old))
                .isTrue();
        assertThat(X509.isBy(renewed.client().certificate(), old)).isTrue();

        Instant nextDay = end.plus(Duration.ofDays(1)).plusSeconds(1);
        Authority later = renewed.renewed(nextDay);
        assertThat(later.newest()).isEqualTo(renewed.newest());
        assertThat(X509.isBy(later.client().certificate(), fresh)).isTrue();
        assertThat(X509.isBy(certificate(later.server(HOST, Map.of(), nextDay)), fresh))
                .isTrue();
        assertThat(Authority.of(later.data()).orElseThrow().data()).isEqualTo(later.data());
    }

    private static X509Certificate certificate(ServerKeys keys) throws Malformed {
        String pem = new String(Base64.getDecoder().decode(keys.data().get("tls.crt")), StandardCharsets.UTF_8);
        return X509.certificates(pem).getFirst();
    }
}
