package io.kongruent.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.embedded.config.Declarations;
import io.kongruent.embedded.config.Recorded;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The Admin API on its own port. Every answer carries {@code X-Kongruent-Embedded}. */
final class AdminServer extends AbstractVerticle {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Set<String> STATUS = Set.of("/status", "/status/ready", "/gateway-api/status");

    private final EmbeddedSettings settings;
    private final AdminListen listen;
    private final AdminInfo info;
    private final Declarations declarations;
    private final ConfigEndpoint config;
    private final AtomicReference<@Nullable HttpServer> server = new AtomicReference<>();

    AdminServer(
            EmbeddedSettings settings,
            AdminListen listen,
            AdminInfo info,
            Declarations declarations,
            ConfigStore store) {
        this.settings = settings;
        this.listen = listen;
        this.info = info;
        this.declarations = declarations;
        this.config = new ConfigEndpoint(declarations, store, settings.script());
    }

    AdminListen listen() {
        return listen;
    }

    int port() {
        HttpServer running = server.get();
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running.actualPort();
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createHttpServer(options())
                .requestHandler(this::receive)
                .listen()
                .onSuccess(server::set)
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(listen.address())
                .setPort(listen.port())
                .setHttp2ClearTextEnabled(false);
        if (listen.tls()) {
            AdminTls tls = settings.adminTls();
            options.setSsl(true)
                    .setKeyCertOptions(tls.certificate()
                            .<KeyCertOptions>map(pair -> new PemKeyCertOptions()
                                    .setCertValue(Buffer.buffer(pair.chain()))
                                    .setKeyValue(Buffer.buffer(pair.key())))
                            .orElseGet(this::selfSigned));
            tls.clients()
                    .ifPresent(authorities -> options.setClientAuth(ClientAuth.REQUIRED)
                            .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(authorities))));
        }
        return options;
    }

    private KeyCertOptions selfSigned() {
        SelfSigned made = SelfSigned.make(settings.clock());
        List<Certificates.Pair> pairs = List.of(new Certificates.Pair("default", made.key(), made.chain()));
        return KeyCertOptions.wrap(new ListenerKeys(sni -> Optional.of(pairs)));
    }

    private void receive(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        boolean[] tooLarge = {false};
        request.handler(chunk -> {
            if (tooLarge[0]) {
                return;
            }
            if (body.length() + chunk.length() > settings.bodyLimit()) {
                tooLarge[0] = true;
                KongErrors.Page page = KongErrors.builtIn(413);
                request.response().putHeader("connection", "close");
                send(request, new AdminAnswer(413, page.contentType(), page.body()));
            } else {
                body.appendBuffer(chunk);
            }
        });
        String path = Optional.ofNullable(request.path()).orElse("/");
        request.endHandler(end -> {
            if (!tooLarge[0]) {
                AdminAnswer answer = answer(request, path, body.getBytes());
                Duration after = settings.script().answerAfter();
                if (after.isZero() || !path.equals("/config")) {
                    send(request, answer);
                } else {
                    vertx.setTimer(after.toMillis(), timer -> send(request, answer));
                }
            }
        });
    }

    private AdminAnswer answer(HttpServerRequest request, String path, byte[] body) {
        String method = request.method().name();
        if (listen.statusOnly() && !STATUS.contains(path)) {
            return notFound();
        }
        return switch (path) {
            case "/config" ->
                switch (method) {
                    case "GET" -> config.get();
                    case "POST" -> post(request, body);
                    default -> AdminAnswer.message(405, "Method not allowed");
                };
            case "/" -> get(method, AdminAnswer.json(200, info.root()));
            case "/status" -> get(method, AdminAnswer.json(200, info.status()));
            case "/status/ready" ->
                get(
                        method,
                        info.notReady()
                                .map(message -> AdminAnswer.message(503, message))
                                .orElseGet(() -> AdminAnswer.message(200, "ready")));
            case "/gateway-api/status" ->
                info.pluginStatus()
                        .map(status -> get(method, AdminAnswer.json(200, status)))
                        .orElseGet(AdminServer::notFound);
            default ->
                path.startsWith("/schemas/")
                        ? get(method, schema(path.substring("/schemas/".length())))
                        : entity(method, path.substring(1), body);
        };
    }

    private AdminAnswer post(HttpServerRequest request, byte[] body) {
        Map<String, String> query = new HashMap<>();
        request.params().forEach(param -> query.put(param.getKey(), param.getValue()));
        return config.post(
                Optional.ofNullable(request.getHeader("content-type")).orElse(""), query, body);
    }

    private static AdminAnswer get(String method, AdminAnswer answer) {
        return method.equals("GET") || method.equals("HEAD") ? answer : AdminAnswer.message(405, "Method not allowed");
    }

    private static AdminAnswer notFound() {
        return AdminAnswer.message(404, "Not found");
    }

    private static AdminAnswer schema(String name) {
        return Recorded.find(name)
                .map(schema -> AdminAnswer.json(200, schema))
                .orElseGet(() -> AdminAnswer.message(404, "No entity named '" + name + "'"));
    }

    /** Entities can't be changed one by one without a database; as in Kong their shape is judged first. */
    private AdminAnswer entity(String method, String path, byte[] body) {
        String collection = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
        if (!declarations.has(collection)) {
            return notFound();
        }
        String operation = switch (method) {
            case "POST" -> "create";
            case "PUT" -> "create or update";
            case "PATCH" -> "update";
            case "DELETE" -> "remove";
            default -> "";
        };
        if (operation.isEmpty()) {
            return AdminAnswer.message(501, "the embedded gateway doesn't list entities: GET /config has them all");
        }
        Optional<ObjectNode> violation =
                method.equals("DELETE") ? Optional.empty() : declarations.refuseEntity(collection, object(body));
        ObjectNode unsupported = JsonNodeFactory.instance.objectNode();
        unsupported.put("code", 12);
        unsupported.put("name", "operation unsupported");
        unsupported.put("message", "cannot " + operation + " '" + collection + "' entities when not using a database");
        return violation
                .map(refusal -> AdminAnswer.json(400, refusal))
                .orElseGet(() -> AdminAnswer.json(405, unsupported));
    }

    private static ObjectNode object(byte[] body) {
        try {
            return MAPPER.readTree(body) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.objectNode();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void send(HttpServerRequest request, AdminAnswer answer) {
        HttpServerResponse response = request.response()
                .setStatusCode(answer.status())
                .putHeader("server", "kongruent-embedded")
                .putHeader("x-kongruent-embedded", "true");
        if (!answer.contentType().isEmpty()) {
            response.putHeader("content-type", answer.contentType());
        }
        if (answer.status() == 429) {
            response.putHeader("retry-after", "1");
        }
        response.end(answer.body());
    }
}
