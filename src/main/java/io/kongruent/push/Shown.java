package io.kongruent.push;

import io.kongruent.keys.Identity;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows one client certificate to whoever asks, or none. */
final class Shown extends X509ExtendedKeyManager {

    private static final String ALIAS = "client";

    private final Supplier<Optional<Identity>> identity;

    /** @param identity asked at every handshake */
    Shown(Supplier<Optional<Identity>> identity) {
        this.identity = identity;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
        return identity.get().isPresent() ? new String[] {ALIAS} : null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return identity.get().isPresent() ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
        return identity.get().isPresent() ? ALIAS : null;
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
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return identity.get()
                .map(i -> i.chain().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return identity.get().map(Identity::key).orElse(null);
    }
}
