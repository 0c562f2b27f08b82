package io.kongruent.cluster;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells of every watch that is opened. Thread-safe. */
final class WatchCount implements Interceptor {

    private static final Pattern COLLECTION =
            Pattern.compile("/(?:api/v1|apis/[^/]+/[^/]+)/(?:namespaces/[^/]+/)?([^/]+)");

    private final ClusterListener listener;
    private final Set<String> opened = ConcurrentHashMap.newKeySet();

    WatchCount(ClusterListener listener) {
        this.listener = listener;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        watched(request.uri()).ifPresent(resource -> listener.watching(resource, !opened.add(key(request.uri()))));
    }

    /** What is watched: the same for each time that it is. */
    private static String key(URI uri) {
        return uri.getRawPath()
                + Stream.of(uri.getRawQuery().split("&"))
                        .filter(parameter ->
                                parameter.startsWith("fieldSelector=") || parameter.startsWith("labelSelector="))
                        .toList();
    }

    /** The resource that a request watches, by its plural; empty for a request that watches nothing. */
    static Optional<String> watched(URI uri) {
        String query = uri.getRawQuery();
        return query != null && ("&" + query + "&").contains("&watch=true&") ? collection(uri) : Optional.empty();
    }

    /** The plural of the resource that a request to list or to watch is about; empty for one that names a single object. */
    static Optional<String> collection(URI uri) {
        Matcher matcher = COLLECTION.matcher(uri.getRawPath());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
