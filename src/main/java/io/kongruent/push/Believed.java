package io.kongruent.push;

import io.kongruent.keys.X509;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Believes who shows a certificate of some authorities for one name, under whatever address it is reached. */
final class Believed extends X509ExtendedTrustManager {

    private final Supplier<Optional<List<X509Certificate>>> authorities;
    private final String host;

    /** @param authorities asked at every handshake; empty: those that Java comes with */
    Believed(Supplier<Optional<List<X509Certificate>>> authorities, String host) {
        this.authorities = authorities;
        this.host = host;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        pkix().checkServerTrusted(chain, authType);
        if (!isFor(chain[0], host)) {
            throw new CertificateException("the certificate isn't for " + host);
        }
    }

    /** Names are compared as RFC 9525 says: an alternative name that is the host's, or has {@code *} for its first label; addresses by alternative addresses. */
    static boolean isFor(X509Certificate certificate, String host) {
        Optional<InetAddress> address = address(host);
        return address.isPresent()
                ? X509.addresses(certificate).stream()
                        .anyMatch(one -> address(one).equals(address))
                : X509.hosts(certificate).stream().anyMatch(pattern -> covers(pattern, host));
    }

    private static boolean covers(String pattern, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        String said = pattern.toLowerCase(Locale.ROOT);
        int dot = wanted.indexOf('.');
        return said.equals(wanted)
                || (said.startsWith("*.") && dot > 0 && said.substring(1).equals(wanted.substring(dot)));
    }

    private static Optional<InetAddress> address(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private X509TrustManager pkix() throws CertificateException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store(authorities.get()));
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

    private static @Nullable KeyStore store(Optional<List<X509Certificate>> believed)
            throws GeneralSecurityException, IOException {
        if (believed.isEmpty()) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (X509Certificate one : believed.get()) {
            store.setCertificateEntry("ca" + number++, one);
        }
        return store;
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
