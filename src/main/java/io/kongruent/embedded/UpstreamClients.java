package io.kongruent.embedded;

import io.kongruent.embedded.Balancer.Peer;
import io.kongruent.embedded.Live.UpstreamTls;
import io.kongruent.keys.X509;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** Connections to backends: one pool for plain ones, one for each way of speaking TLS. */
final class UpstreamClients {
    private static final int CONNECTIONS = 1024;

    /** A backend was not there in time. Not a {@link TimeoutException}: waiting for a future takes those for its own and loses them. */
    static final class TooLate extends Exception {
        private static final long serialVersionUID = 1L;

        TooLate(String message) {
            super(message);
        }
    }

    private final Vertx vertx;
    private final Dialer dialer;
    private final HttpClient plain;
    private final HttpClient clear;
    private final Map<Security, HttpClient> secure = new ConcurrentHashMap<>();

    UpstreamClients(Vertx vertx, Dialer dialer) {
        this.vertx = vertx;
        this.dialer = dialer;
        plain = vertx.createHttpClient(options(), pool());
        clear = vertx.createHttpClient(http2(options()).setHttp2ClearTextUpgrade(false), pool());
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions().setKeepAlive(true).setPipelining(false).setDecompressionSupported(false);
    }

    private static HttpClientOptions http2(HttpClientOptions options) {
        return options.setProtocolVersion(HttpVersion.HTTP_2);
    }

    private static PoolOptions pool() {
        return new PoolOptions().setHttp1MaxSize(CONNECTIONS).setHttp2MaxSize(CONNECTIONS);
    }

    /** Looks a name up; fails with {@link UnknownHostException}. */
    Future<SocketAddress> resolve(Peer peer) {
        Dialer.Place place = dialer.dial(new Dialer.Place(peer.name(), peer.port()));
        Optional<String> literal = literal(place.host());
        if (literal.isPresent()) {
            return Future.succeededFuture(SocketAddress.inetSocketAddress(place.port(), literal.get()));
        }
        Promise<SocketAddress> found = Promise.promise();
        Thread.ofVirtual().name("resolve-" + place.host()).start(() -> {
            try {
                String address = InetAddress.getByName(place.host()).getHostAddress();
                found.complete(SocketAddress.inetSocketAddress(place.port(), address));
            } catch (UnknownHostException e) {
                found.fail(e);
            }
        });
        return found.future();
    }

    private static Optional<String> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host).getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A request on an open connection, from the pool or new; fails with {@link TooLate} after the connect timeout. */
    Future<HttpClientRequest> connect(boolean http2, RequestOptions options) {
        return (http2 ? clear : plain).request(options).recover(failure -> Future.failedFuture(named(failure)));
    }

    /** Likewise by TLS; connections are shared by what is spoken in exactly the same way. */
    Future<HttpClientRequest> connectSecurely(Security security, RequestOptions options) {
        return secure.computeIfAbsent(security, this::secure)
                .request(options.setSsl(true))
                .recover(failure -> Future.failedFuture(named(failure)));
    }

    /** How TLS is spoken, what is shown of our own, and whether HTTP/2 is spoken in it. */
    record Security(UpstreamTls tls, List<Certificates.Pair> shown, boolean http2) {
        Security {
            shown = List.copyOf(shown);
        }
    }

    private static Throwable named(Throwable failure) {
        boolean late = failure instanceof TimeoutException || failure instanceof ConnectTimeoutException;
        return late ? new TooLate(String.valueOf(failure.getMessage())) : failure;
    }

    /** The head of an answer; fails with {@link TooLate} when it isn't there in time, and gives the connection up. */
    Future<HttpClientResponse> head(HttpClientRequest request, long millis) {
        Promise<HttpClientResponse> head = Promise.promise();
        long timer = vertx.setTimer(millis, id -> {
            if (head.tryFail(new TooLate("no answer within " + millis + " ms"))) {
                request.reset();
            }
        });
        request.response().onComplete(answer -> {
            vertx.cancelTimer(timer);
            if (answer.succeeded()) {
                answer.result().pause();
                head.tryComplete(answer.result());
            } else {
                head.tryFail(named(answer.cause()));
            }
        });
        return head.future();
    }

    private HttpClient secure(Security security) {
        UpstreamTls tls = security.tls();
        HttpClientOptions options = options()
                .setSsl(true)
                .setForceSni(true)
                .setTrustAll(!tls.verify())
                .setVerifyHost(tls.verify());
        if (tls.verify() && !tls.system()) {
            PemTrustOptions trust = new PemTrustOptions();
            tls.authorities().forEach(pem -> trust.addCertValue(Buffer.buffer(pem)));
            options.setTrustOptions(trust);
        }
        security.shown().stream().findFirst().ifPresent(pair -> options.setKeyCertOptions(keys(pair)));
        return vertx.createHttpClient(security.http2() ? http2(options).setUseAlpn(true) : options, pool());
    }

    private static PemKeyCertOptions keys(Certificates.Pair pair) {
        StringBuilder chain = new StringBuilder();
        pair.chain().forEach(certificate -> chain.append(X509.pem(certificate)));
        return new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(chain.toString()))
                .setKeyValue(Buffer.buffer(X509.pem(pair.key())));
    }
}
