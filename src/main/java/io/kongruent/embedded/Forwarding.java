package io.kongruent.embedded;

import static io.vertx.core.Future.await;

import io.kongruent.embedded.Balancer.Peer;
import io.netty.channel.ChannelConfig;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request on its way to a backend and the answer on its way back; bodies are streamed both ways. A failed connection is tried again as
 * often as the service allows, at the balancer's next target; a connection that breaks before an answer only if the request can be repeated.
 *
 * @param target the upstream's name, or a host
 * @param host the Host to send; empty: the backend's own name
 * @param limit how long the backend may take, and then nothing is tried again; zero: as long as it likes
 */
record Forwarding(
        ClientRequest client,
        Live live,
        Live.Service service,
        String target,
        String uri,
        Optional<String> host,
        List<Map.Entry<String, String>> headers,
        Optional<Duration> limit) {

    /** The head of an answer is waited for here; the client's own limit is for the silence between parts of its body. */
    private static final long SLACK_MILLIS = 1000;

    private static final long LONGEST_MILLIS = 2147483646;

    /** A peer that can't be had, and what Kong says then. */
    private static final class NoPeer extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        NoPeer(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    void run(UpstreamClients clients, HttpServerRequest request, ProxyExchange exchange) {
        int left = limit.filter(l -> !l.isZero()).isPresent() ? 1 : service.retries() + 1;
        Throwable last = new IllegalStateException("nothing tried");
        while (left > 0) {
            left--;
            HttpClientRequest backend;
            try {
                backend = connect(clients, exchange);
            } catch (NoPeer e) {
                exchange.exit(e.status, String.valueOf(e.getMessage()), List.of());
                return;
            } catch (Exception e) {
                last = e;
                continue;
            }
            try {
                send(clients, backend, request, exchange);
                return;
            } catch (Exception e) {
                if (request.response().headWritten()) {
                    backend.reset();
                    exchange.abort();
                    exchange.answered(request.response().getStatusCode());
                    return;
                }
                last = e;
                if (!client.repeatable()) {
                    break;
                }
            }
        }
        exchange.failure(last instanceof UpstreamClients.TooLate ? 504 : 502);
    }

    private HttpClientRequest connect(UpstreamClients clients, ProxyExchange exchange) throws NoPeer {
        Optional<Live.Upstream> balanced = Optional.ofNullable(live.balancers().get(target));
        Peer peer =
                balanced.isPresent() ? balanced.get().balancer().next().orElse(null) : new Peer(target, service.port());
        if (peer == null) {
            throw new NoPeer(503, "failure to get a peer from the ring-balancer");
        }
        exchange.trying(peer.name() + ":" + peer.port());
        SocketAddress address;
        try {
            address = await(clients.resolve(peer));
        } catch (Exception e) {
            throw balanced.isPresent()
                    ? new NoPeer(503, "failure to get a peer from the ring-balancer")
                    : new NoPeer(
                            500,
                            "failed the initial dns/balancer resolve for '" + peer.name() + "' with: "
                                    + e.getMessage());
        }
        String name = host.orElseGet(() -> ownName(balanced.flatMap(Live.Upstream::hostHeader), peer));
        Optional<Live.UpstreamTls> policy = balanced.flatMap(Live.Upstream::tls);
        boolean secure = live.speaksTls() ? policy.isPresent() : isSecure();
        String asked = policy.flatMap(Live.UpstreamTls::name).orElse(name);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(client.routing().method()))
                .setServer(address)
                .setHost(
                        asked.startsWith("[") || asked.indexOf(':') < 0
                                ? asked
                                : asked.substring(0, asked.indexOf(':')))
                .setPort(peer.port())
                .setURI(uri)
                .setConnectTimeout(service.connectTimeout().toMillis())
                .setIdleTimeout(waitMillis() + SLACK_MILLIS);
        HttpClientRequest backend = await(
                secure
                        ? clients.connectSecurely(
                                new UpstreamClients.Security(
                                        policy.orElse(service.tls()), shown(policy), service.http2()),
                                options)
                        : clients.connect(service.http2(), options));
        headers.forEach(header -> backend.headers().add(header.getKey(), header.getValue()));
        if (service.http2()) {
            backend.authority(authority(name));
        } else {
            backend.putHeader("host", name);
        }
        return backend;
    }

    private List<Certificates.Pair> shown(Optional<Live.UpstreamTls> policy) {
        return policy.flatMap(p ->
                        Optional.ofNullable(live.shown().get(client.routing().listenPort())))
                .map(id -> live.certificates().byIds(List.of(id)))
                .orElse(List.of());
    }

    private boolean isSecure() {
        return service.protocol().equals("https") || service.protocol().equals("grpcs");
    }

    private static HostAndPort authority(String name) {
        HostAndPort authority = HostAndPort.parseAuthority(name, -1);
        return authority == null ? HostAndPort.create(name, -1) : authority;
    }

    private long waitMillis() {
        return limit.map(l -> l.isZero() ? LONGEST_MILLIS : l.toMillis())
                .orElse(service.readTimeout().toMillis());
    }

    private String ownName(Optional<String> hostHeader, Peer peer) {
        String name = hostHeader.orElse(peer.name());
        boolean usual = peer.port() == (isSecure() ? 443 : 80);
        return usual ? name : name + ":" + peer.port();
    }

    private void send(
            UpstreamClients clients, HttpClientRequest backend, HttpServerRequest request, ProxyExchange exchange) {
        if (client.webSocket() && !service.http2()) {
            request.resume();
            HttpClientResponse answer = await(backend.connect());
            if (answer.statusCode() == 101) {
                tunnel(answer, request, exchange);
            } else {
                relay(answer, request, exchange);
            }
            return;
        }
        if (client.body()) {
            if (!request.headers().contains("content-length")) {
                backend.setChunked(true);
            }
            if (service.http2()) {
                // either side of a call may speak first
                backend.sendHead();
            }
            request.pipeTo(backend).onFailure(broken -> backend.reset());
        } else {
            request.resume();
            backend.end();
        }
        relay(await(clients.head(backend, waitMillis())), request, exchange);
    }

    private void relay(HttpClientResponse answer, HttpServerRequest request, ProxyExchange exchange) {
        answer.pause();
        HttpServerResponse response = head(answer, request, exchange);
        boolean bodyless =
                client.routing().method().equals("HEAD") || answer.statusCode() == 204 || answer.statusCode() == 304;
        if (!bodyless && !response.headers().contains("content-length")) {
            response.setChunked(true);
        }
        if (bodyless) {
            answer.resume();
        } else {
            await(answer.pipe().endOnComplete(false).to(response));
        }
        exchange.answered(answer.statusCode());
        if (client.http2()) {
            response.trailers().addAll(answer.trailers());
        }
        // a client that has all it waits for may be gone by now; the backend's connection is good for the next request
        // all the same
        response.end().onFailure(gone -> exchange.abort());
    }

    private static HttpServerResponse head(
            HttpClientResponse answer, HttpServerRequest request, ProxyExchange exchange) {
        HttpServerResponse response = request.response().setStatusCode(answer.statusCode());
        response.setStatusMessage(answer.statusMessage());
        List<Map.Entry<String, String>> incoming = new ArrayList<>();
        answer.headers().forEach(header -> incoming.add(Map.entry(header.getKey(), header.getValue())));
        exchange.edited(ForwardHeaders.toClient(incoming))
                .forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        String millis = Long.toString(exchange.millis());
        response.putHeader("via", ForwardHeaders.via(Optional.ofNullable(answer.getHeader("via"))))
                .putHeader("x-kong-upstream-latency", millis)
                .putHeader("x-kong-proxy-latency", "0")
                .putHeader("x-kong-request-id", exchange.requestId());
        return response;
    }

    private static void tunnel(HttpClientResponse answer, HttpServerRequest request, ProxyExchange exchange) {
        HttpServerResponse response = head(answer, request, exchange);
        response.putHeader("connection", "Upgrade").putHeader("upgrade", "websocket");
        NetSocket backend = answer.netSocket();
        backend.pause();
        // what the client says right behind the handshake stays in the connection until somebody listens:
        // a socket without a handler drops it, and on this thread one is there too late
        ChannelConfig reading =
                ((ConnectionBase) request.connection()).channel().config();
        reading.setAutoRead(false);
        NetSocket client = await(request.toNetSocket());
        exchange.answered(101);
        client.pipeTo(backend);
        backend.pipeTo(client);
        reading.setAutoRead(true);
    }
}
