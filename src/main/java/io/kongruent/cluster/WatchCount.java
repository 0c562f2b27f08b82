package io.kongruent.cluster;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.Optional;

/** Tells of every watch that is opened. */
record WatchCount(ClusterListener listener) implements Interceptor {

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        watched(request.uri()).ifPresent(listener::watching);
    }

    /** The resource that a request watches, by its plural; empty for a request that watches nothing. */
    static Optional<String> watched(URI uri) {
        String query = uri.getRawQuery();
        if (query == null || !("&" + query + "&").contains("&watch=true&")) {
            return Optional.empty();
        }
        return Optional.of(uri.getRawPath().substring(uri.getRawPath().lastIndexOf('/') + 1));
    }
}
