package io.kongruent.push;

import io.kongruent.keys.Identity;
import io.quarkus.tls.BaseTlsConfiguration;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * What is shown to an Admin API, and whom to believe there. Both are asked at every handshake, so that certificates can change underneath.
 *
 * @param keys the client certificate
 * @param trust decides alone, the name in the certificate included
 */
public record AdminTls(X509KeyManager keys, X509TrustManager trust) {

    /**
     * For the Admin API that shows a certificate for {@code host}, under whatever address it is reached.
     *
     * @param identity what is shown to it, where it asks for that
     * @param authorities whom to believe; empty: those that Java comes with
     */
    public static AdminTls of(
            Supplier<Optional<Identity>> identity, Supplier<Optional<List<X509Certificate>>> authorities, String host) {
        return new AdminTls(new Shown(identity), new Believed(authorities, host));
    }

    BaseTlsConfiguration configuration() {
        return new Configuration(this);
    }

    private static final class Configuration extends BaseTlsConfiguration {

        private final AdminTls tls;

        Configuration(AdminTls tls) {
            this.tls = tls;
        }

        @Override
        public KeyCertOptions getKeyStoreOptions() {
            return KeyCertOptions.wrap(tls.keys);
        }

        @Override
        public TrustOptions getTrustStoreOptions() {
            return TrustOptions.wrap(tls.trust);
        }

        @Override
        public SSLOptions getSSLOptions() {
            return new SSLOptions().setKeyCertOptions(getKeyStoreOptions()).setTrustOptions(getTrustStoreOptions());
        }

        @Override
        public SSLContext createSSLContext() throws GeneralSecurityException {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {tls.keys}, new TrustManager[] {tls.trust}, null);
            return context;
        }

        @Override
        public Optional<String> getHostnameVerificationAlgorithm() {
            return Optional.of("NONE");
        }
    }
}
