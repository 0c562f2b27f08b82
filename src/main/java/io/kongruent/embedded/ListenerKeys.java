package io.kongruent.embedded;

import io.kongruent.embedded.Certificates.Pair;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Chooses the certificate of each handshake of one listener; refuses the handshake when there is none to choose. */
final class ListenerKeys extends X509ExtendedKeyManager {
    private final Function<Optional<String>, Optional<List<Pair>>> choice;
    private final Map<String, Pair> chosen = new ConcurrentHashMap<>();

    /** @param choice the pairs for a server name, the preferred first; empty to refuse */
    ListenerKeys(Function<Optional<String>, Optional<List<Pair>>> choice) {
        this.choice = choice;
    }

    /** The server name that a client asked for, as it wrote it. */
    static Optional<String> serverName(@Nullable SSLSession session) {
        if (!(session instanceof ExtendedSSLSession extended)) {
            return Optional.empty();
        }
        return extended.getRequestedServerNames().stream()
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName())
                .findFirst();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return choice.apply(serverName(engine.getHandshakeSession()))
                .flatMap(pairs ->
                        pairs.stream().filter(pair -> fits(pair, keyType)).findFirst())
                .map(this::alias)
                .orElse(null);
    }

    private static boolean fits(Pair pair, String keyType) {
        return pair.algorithm().equals(keyType)
                || (pair.algorithm().equals("RSA") && keyType.startsWith("RSA"))
                || (pair.algorithm().startsWith("Ed") && keyType.startsWith("Ed"));
    }

    /** Keyed by content too: an entity may keep its id and change its key. */
    private String alias(Pair pair) {
        String alias = pair.id() + "/" + pair.chain().getFirst().getSerialNumber() + "/" + pair.hashCode();
        if (chosen.size() > 10_000) {
            chosen.clear();
        }
        chosen.put(alias, pair);
        return alias;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Pair pair = chosen.get(alias);
        return pair == null ? null : pair.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Pair pair = chosen.get(alias);
        return pair == null ? null : pair.key();
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
