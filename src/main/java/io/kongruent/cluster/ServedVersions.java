package io.kongruent.cluster;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.kongruent.model.Ref;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends requests for kinds of the Gateway API to the version that the cluster serves. The objects are the same in each of them; the classes that they become know
 * only one. Thread-safe.
 */
final class ServedVersions implements Interceptor {

    private static final String GROUP = "/apis/" + Ref.GATEWAY_API + "/";
    private static final String NEWEST = "v1";

    private final Map<String, String> versions = new ConcurrentHashMap<>();

    /** From now on requests for this resource go to this version. */
    void serve(String plural, String version) {
        versions.put(plural, version);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        URI uri = request.uri();
        URI served = served(uri);
        if (!served.equals(uri)) {
            builder.uri(served);
        }
    }

    /** The address in the version that is served; any other address as it is. */
    URI served(URI uri) {
        String text = uri.toString();
        int group = text.indexOf(GROUP + NEWEST + "/");
        if (group < 0) {
            return uri;
        }
        int version = group + GROUP.length();
        String rest = text.substring(version + NEWEST.length());
        String version1 = versions.getOrDefault(plural(rest), NEWEST);
        return version1.equals(NEWEST) ? uri : URI.create(text.substring(0, version) + version1 + rest);
    }

    /** {@code /httproutes…} or {@code /namespaces/<name>/httproutes…}. */
    private static String plural(String path) {
        String[] parts = path.substring(1).split("[/?]", -1);
        return parts[0].equals("namespaces") && parts.length > 2 ? parts[2] : parts[0];
    }
}
