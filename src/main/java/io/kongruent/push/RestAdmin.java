package io.kongruent.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kongruent.capability.Capabilities;
import io.kongruent.model.Cause;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** An Admin API over HTTP. */
final class RestAdmin implements Admin {

    private static final Logger LOG = Logger.getLogger(RestAdmin.class);
    private static final ObjectMapper TREES = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 300;

    private final String url;
    private final KongAdmin kong;

    RestAdmin(String url, KongAdmin kong) {
        this.url = url;
        this.kong = kong;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public Capabilities probe() {
        JsonNode root = json(kong::root);
        Optional<JsonNode> plugin = found(kong::pluginStatus);
        return Probe.capabilities(url, root, plugin);
    }

    @Override
    public Applied applied() {
        Optional<JsonNode> plugin = found(kong::pluginStatus);
        if (plugin.isPresent()) {
            List<String> workers = new ArrayList<>();
            plugin.get().path("workers").path("applied").forEach(v -> workers.add(v.isTextual() ? v.asText() : ""));
            return new Applied("", workers);
        }
        return new Applied(json(kong::status).path("configuration_hash").asText(), List.of());
    }

    @Override
    public Reply post(byte[] document, boolean flatten) {
        try (Response response = kong.config(flatten ? 1 : null, document)) {
            return switch (response.getStatus()) {
                case 200, 201, 304 -> {
                    drain(response);
                    yield new Reply.Taken();
                }
                case 400 -> new Reply.Refused(text(response));
                case 413 -> tooLarge(text(response), document.length);
                case 429, 503 -> new Reply.Busy(retryAfter(response));
                case 504 -> new Reply.Unknown();
                default -> new Reply.Failed(response.getStatus(), message(text(response)));
            };
        } catch (ProcessingException e) {
            if (neverArrived(e)) {
                throw unreachable(e);
            }
            return new Reply.Unknown();
        } catch (IOException e) {
            return new Reply.Unknown();
        }
    }

    private Reply tooLarge(String body, int bytes) {
        boolean memory = body.contains("LMDB");
        return new Reply.TooLarge(
                "the configuration of " + bytes + " bytes is too large for the Kong at " + url + "; raise "
                        + (memory
                                ? "lmdb_map_size (KONG_LMDB_MAP_SIZE)"
                                : "nginx_admin_client_max_body_size (KONG_NGINX_ADMIN_CLIENT_MAX_BODY_SIZE)"));
    }

    private static Optional<Duration> retryAfter(Response response) {
        String seconds = response.getHeaderString("Retry-After");
        boolean number = seconds != null
                && !seconds.isEmpty()
                && seconds.length() < 4
                && seconds.chars().allMatch(Character::isDigit);
        return number ? Optional.of(Duration.ofSeconds(Integer.parseInt(seconds))) : Optional.empty();
    }

    @Override
    public Optional<String> objection(String collection, String entity) {
        try (Response response = kong.validate(collection, entity)) {
            return response.getStatus() == 400 ? Optional.of(message(text(response))) : Optional.empty();
        } catch (ProcessingException | IOException e) {
            throw unreachable(e);
        }
    }

    @Override
    public void close() {
        try {
            kong.close();
        } catch (Exception e) {
            LOG.debugf("The client of %s can't be closed: %s", url, e.getMessage());
        }
    }

    private JsonNode json(Supplier<Response> request) {
        return found(request)
                .orElseThrow(() -> new AdminUnreachable("there is no Admin API at " + url + ": it answers 404"));
    }

    /** The answer; empty for 404. */
    private Optional<JsonNode> found(Supplier<Response> request) {
        try (Response response = request.get()) {
            if (response.getStatus() == 404) {
                drain(response);
                return Optional.empty();
            }
            if (response.getStatus() != 200) {
                throw new AdminUnreachable("the Admin API at " + url + " answers " + response.getStatus() + ": "
                        + message(text(response)));
            }
            return Optional.of(TREES.readTree(text(response)));
        } catch (ProcessingException | IOException e) {
            throw unreachable(e);
        }
    }

    /** Whatever comes of a request. */
    static AdminLook.Answer answer(Supplier<Response> request) {
        try (Response response = request.get()) {
            String body = text(response);
            try {
                return response.getStatus() == 200
                        ? new AdminLook.Answer.Said(TREES.readTree(body))
                        : new AdminLook.Answer.Other(response.getStatus(), message(body));
            } catch (JsonProcessingException e) {
                return new AdminLook.Answer.Other(response.getStatus(), message(body));
            }
        } catch (ProcessingException | IOException e) {
            return new AdminLook.Answer.None(cut(Cause.why(e)));
        }
    }

    private AdminUnreachable unreachable(Exception e) {
        return new AdminUnreachable("the Admin API at " + url + " can't be reached: " + Cause.why(e), e);
    }

    /** Whether not a byte of the request can have reached Kong. */
    private static boolean neverArrived(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof javax.net.ssl.SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    private static void drain(Response response) throws IOException {
        byte[] scrap = new byte[16 * 1024];
        InputStream body = response.readEntity(InputStream.class);
        if (body != null) {
            try (body) {
                while (body.read(scrap) >= 0) {
                    continue;
                }
            }
        }
    }

    private static String text(Response response) throws IOException {
        InputStream body = response.readEntity(InputStream.class);
        if (body == null) {
            return "";
        }
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Kong's own words, or the beginning of whatever answered in its place. */
    private static String message(String body) {
        try {
            String said = TREES.readTree(body).path("message").asText();
            if (!said.isEmpty()) {
                return cut(said);
            }
        } catch (IOException e) {
            return cut(body);
        }
        return cut(body);
    }

    private static String cut(String text) {
        String line = text.strip().replace('\n', ' ');
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
