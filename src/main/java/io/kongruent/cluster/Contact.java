package io.kongruent.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.kongruent.model.Cause;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notices when the API server can't be reached, when it answers again, and what it doesn't let us watch. Tells each once: there are many watches, and they all
 * fail at the same time, again and again. Thread-safe.
 */
final class Contact implements Interceptor {

    /** What lasts less isn't told: connections break off, and an API server that has just started refuses what it allows a moment later. */
    private static final Duration LASTING = Duration.ofSeconds(2);

    static final String DEFINITIONS = "customresourcedefinitions";

    private static final Pattern DEFINITION = Pattern.compile("metadata\\.name=([^&,]+)");

    private final String server;
    private final ClusterListener listener;
    private final InstantSource clock;
    private final Consumer<String> forbidden;
    private final Map<String, Refused> refused = new HashMap<>();
    private @Nullable Instant away;
    private boolean told;
    private boolean closed;

    private record Refused(Instant since, boolean told) {}

    /**
     * Notices nothing yet.
     *
     * @param server its URL
     * @param forbidden takes what may not be watched, as {@link ClusterListener#refused} has it, again and again while that is so
     */
    Contact(String server, ClusterListener listener, InstantSource clock, Consumer<String> forbidden) {
        this.forbidden = forbidden;
        this.server = server;
        this.listener = listener;
        this.clock = clock;
    }

    /** Since when it can't be reached; empty when it answers. */
    synchronized Optional<Instant> awaySince() {
        return told ? Optional.ofNullable(away) : Optional.empty();
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        answered(response.code(), request.method().equals("GET") ? watched(request.uri()) : Optional.empty());
    }

    /** What a request to list or to watch is about. Definitions are granted by their names, so each is one by itself. */
    static Optional<String> watched(URI uri) {
        Matcher definition = DEFINITION.matcher(String.valueOf(uri.getQuery()));
        return WatchCount.collection(uri)
                .map(resource -> resource.equals(DEFINITIONS) && definition.find()
                        ? resource + "/" + definition.group(1)
                        : resource);
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable failure) {
        failed(Cause.why(failure));
    }

    /** @param resource what was watched or listed, by its plural; empty for other requests */
    synchronized void answered(int status, Optional<String> resource) {
        if (status >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
            return;
        }
        Instant since = away;
        away = null;
        if (told && since != null) {
            told = false;
            listener.back(server, Duration.between(since, clock.instant()));
        }
        resource.ifPresent(r -> {
            switch (status) {
                case HttpURLConnection.HTTP_BAD_REQUEST,
                        HttpURLConnection.HTTP_UNAUTHORIZED,
                        HttpURLConnection.HTTP_FORBIDDEN -> refused(r, status);
                default -> {
                    Refused before = refused.remove(r);
                    if (before != null && before.told) {
                        listener.allowed(r);
                    }
                }
            }
        });
    }

    private void refused(String resource, int status) {
        Instant now = clock.instant();
        Refused before = refused.computeIfAbsent(resource, r -> new Refused(now, false));
        if (now.isBefore(before.since.plus(LASTING))) {
            return;
        }
        if (!before.told) {
            refused.put(resource, new Refused(before.since, true));
            listener.refused(resource, status);
        }
        forbidden.accept(resource);
    }

    synchronized void failed(String why) {
        if (closed) {
            return;
        }
        Instant now = clock.instant();
        Instant since = away;
        if (since == null) {
            away = now;
        } else if (!told && !now.isBefore(since.plus(LASTING))) {
            told = true;
            listener.away(server, since, why);
        }
    }

    /** Requests that are broken off from here on say nothing of the server. */
    synchronized void close() {
        closed = true;
    }
}
