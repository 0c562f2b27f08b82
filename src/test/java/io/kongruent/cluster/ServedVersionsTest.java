package io.kongruent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class ServedVersionsTest {

    private static final String GROUP = "https://api:6443/apis/gateway.networking.k8s.io/";

    @Test
    void requestsGoToTheVersionThatIsServed() {
        ServedVersions versions = new ServedVersions();
        versions.serve("httproutes", "v1beta1");
        versions.serve("gateways", "v1");

        assertThat(versions.served(URI.create(GROUP + "v1/httproutes?watch=true&resourceVersion=7")))
                .hasToString(GROUP + "v1beta1/httproutes?watch=true&resourceVersion=7");
        assertThat(versions.served(URI.create(GROUP + "v1/namespaces/a/httproutes/web/status")))
                .hasToString(GROUP + "v1beta1/namespaces/a/httproutes/web/status");
        assertThat(versions.served(URI.create(GROUP + "v1/namespaces/httproutes/gateways/web")))
                .hasToString(GROUP + "v1/namespaces/httproutes/gateways/web");
        assertThat(versions.served(URI.create(GROUP + "v1/gateways"))).hasToString(GROUP + "v1/gateways");
        assertThat(versions.served(URI.create("https://api:6443/api/v1/namespaces/a/services/httproutes")))
                .hasToString("https://api:6443/api/v1/namespaces/a/services/httproutes");
    }

    @Test
    void watchesAreCounted() {
        assertThat(WatchCount.watched(URI.create(GROUP + "v1/httproutes?allowWatchBookmarks=true&watch=true")))
                .contains("httproutes");
        assertThat(WatchCount.watched(
                        URI.create("https://api:6443/api/v1/namespaces/a/secrets?watch=true&fieldSelector=x")))
                .contains("secrets");
        assertThat(WatchCount.watched(URI.create(GROUP + "v1/httproutes?resourceVersion=0")))
                .isEmpty();
        assertThat(WatchCount.watched(URI.create(GROUP + "v1/httproutes"))).isEmpty();
    }
}
