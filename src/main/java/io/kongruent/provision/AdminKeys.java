package io.kongruent.provision;

import io.kongruent.push.AdminTls;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The controller's side of the mutual TLS with Admin APIs. Always goes by the newest {@link Authority}. Thread-safe. */
public final class AdminKeys {

    private final AtomicReference<@Nullable Authority> authority = new AtomicReference<>();

    /** From now on this one counts. */
    public void use(Authority newest) {
        authority.set(newest);
    }

    /** The one that counts; empty before the first. */
    public Optional<Authority> authority() {
        return Optional.ofNullable(authority.get());
    }

    /** For the Admin API that shows a certificate for {@code host}, under whatever address it is reached. */
    AdminTls tls(String host) {
        return new AdminTls(new Shown(this::current), new Believed(this::current, host));
    }

    private Authority current() {
        Authority now = authority.get();
        if (now == null) {
            throw new IllegalStateException("there are no certificates yet");
        }
        return now;
    }

    private static final class Shown extends X509ExtendedKeyManager {

        private static final String ALIAS = "client";

        private final Supplier<Authority> authority;

        Shown(Supplier<Authority> authority) {
            this.authority = authority;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {authority.get().client().pair().certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return authority.get().client().pair().key();
        }
    }

    private static final class Believed extends X509ExtendedTrustManager {

        private final Supplier<Authority> authority;
        private final String host;

        Believed(Supplier<Authority> authority, String host) {
            this.authority = authority;
            this.host = host;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            pkix().checkServerTrusted(chain, authType);
            if (!Hosts.of(chain[0]).contains(host)) {
                throw new CertificateException("the certificate isn't for " + host);
            }
        }

        private X509TrustManager pkix() throws CertificateException {
            try {
                KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                int number = 0;
                for (X509Certificate believed : authority.get().believed()) {
                    store.setCertificateEntry("ca" + number++, believed);
                }
                TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
                factory.init(store);
                for (TrustManager manager : factory.getTrustManagers()) {
                    if (manager instanceof X509TrustManager one) {
                        return one;
                    }
                }
                throw new IllegalStateException("every Java has PKIX");
            } catch (IOException | GeneralSecurityException e) {
                throw new CertificateException("the authorities can't be used", e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("nobody comes in here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, authType);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
