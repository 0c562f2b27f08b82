package io.kongruent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.kongruent.kinds.Kinds;
import io.kongruent.snapshot.Snapshot;
import org.junit.jupiter.api.Test;

class LoweringCacheTest {

    private final LoweringCache cache = new LoweringCache();

    @SuppressWarnings("unchecked")
    private LoweredRoute lower(HTTPRoute route) {
        RouteLowerer<HTTPRoute> lowerer = (RouteLowerer<HTTPRoute>)
                cache.remember(Kinds.lowerers(World.DIALECT)).routes().getFirst();
        return lowerer.lower(route);
    }

    private static HTTPRoute route(String uid, String version) {
        return (HTTPRoute) World.read("kind: HTTPRoute\nmetadata: {name: r, namespace: n, uid: '" + uid
                + "', resourceVersion: '" + version + "'}\n");
    }

    @Test
    void theSameVersionIsLoweredOnce() {
        LoweredRoute first = lower(route("u", "1"));

        assertThat(lower(route("u", "1"))).isSameAs(first);
        assertThat(lower(route("u", "2"))).isNotSameAs(first);
        assertThat(lower(route("v", "2"))).isNotSameAs(first);
    }

    @Test
    void withoutVersionTheSameObjectIsLoweredOnce() {
        HTTPRoute route = route("", "");
        LoweredRoute first = lower(route);

        assertThat(lower(route)).isSameAs(first);
        assertThat(lower(route("", ""))).isNotSameAs(first);
    }

    @Test
    void whatAPassDoesNotAskForIsForgotten() {
        lower(route("u", "1"));
        cache.endPass();
        assertThat(cache.size()).isEqualTo(1);
        lower(route("u", "1"));
        cache.endPass();
        assertThat(cache.size()).isEqualTo(1);
        cache.endPass();
        assertThat(cache.size()).isZero();
    }

    @Test
    void theGraphIsTheSame() {
        World world = World.with(CertificateFixtures.secret("web", "ec.crt", "ec.key"));
        Snapshot snapshot = Snapshot.of(world.objects());
        Graph plain = Resolver.resolve(snapshot, world.input());

        assertThat(Resolver.resolve(snapshot, world.input().remembering(cache))).isEqualTo(plain);
        assertThat(Resolver.resolve(snapshot, world.input().remembering(cache))).isEqualTo(plain);
    }

    @Test
    void secretsAreReadOnce() {
        Secret secret = (Secret) World.read(CertificateFixtures.secret("web", "ec.crt", "ec.key"));
        KeyPairReading first = cache.rememberSecrets(KeyPairReading::of).apply(secret);

        assertThat(cache.rememberSecrets(KeyPairReading::of).apply(secret)).isSameAs(first);
    }
}
