package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was made of single objects from one pass to the next, so that a pass costs what changed. Beside the pure function, not in it: with and
 * without it resolve gives equal graphs.
 *
 * <p>A result holds for the same object in memory, and for one of the same uid and resourceVersion. An entry that a pass didn't ask for is gone after the
 * next {@link #endPass}. Thread-safe.
 */
public final class LoweringCache {

    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private volatile long pass;

    private record Key(Class<?> kind, String namespace, String name) {}

    private record Entry(HasMetadata object, Object result, long pass) {
        boolean isOf(HasMetadata other) {
            return object == other
                    || (same(object.getMetadata().getUid(), other.getMetadata().getUid())
                            && same(
                                    object.getMetadata().getResourceVersion(),
                                    other.getMetadata().getResourceVersion()));
        }

        private static boolean same(@Nullable String a, @Nullable String b) {
            return a != null && !a.isEmpty() && a.equals(b);
        }
    }

    /** The same lowerers with this memory before them. */
    public Lowerers remember(Lowerers lowerers) {
        return new Lowerers(
                remember(lowerers.classes()),
                remember(lowerers.gateways()),
                remember(lowerers.listenerSets()),
                remember(lowerers.grants()),
                remember(lowerers.backendTls()),
                remember(lowerers.backends()),
                remember(lowerers.trafficPolicies()),
                remember(lowerers.meshes()),
                lowerers.routes().stream().<RouteLowerer<?>>map(this::remember).toList());
    }

    /** The same reading of Secrets with this memory before it. */
    public Function<Secret, KeyPairReading> rememberSecrets(Function<Secret, KeyPairReading> reading) {
        return secret -> get(secret, Secret.class, reading);
    }

    /** Ends a pass: what it didn't ask for is forgotten. */
    public void endPass() {
        long ended = pass;
        entries.values().removeIf(entry -> entry.pass < ended);
        pass = ended + 1;
    }

    /** How many results are held. */
    public int size() {
        return entries.size();
    }

    private <T extends HasMetadata, R> Lowerer<T, R> remember(Lowerer<T, R> lowerer) {
        return new Lowerer<>() {
            @Override
            public Class<T> kind() {
                return lowerer.kind();
            }

            @Override
            public R lower(T object) {
                return get(object, kind(), lowerer::lower);
            }
        };
    }

    private <T extends HasMetadata> RouteLowerer<T> remember(RouteLowerer<T> lowerer) {
        return new RouteLowerer<>() {
            @Override
            public Class<T> kind() {
                return lowerer.kind();
            }

            @Override
            public ListenerNode.RouteKind routeKind() {
                return lowerer.routeKind();
            }

            @Override
            public RouteFamily family() {
                return lowerer.family();
            }

            @Override
            public LoweredRoute lower(T route) {
                return get(route, kind(), lowerer::lower);
            }
        };
    }

    @SuppressWarnings("unchecked") // a key's kind decides the type of its result
    private <T extends HasMetadata, R> R get(T object, Class<T> kind, Function<T, R> make) {
        String namespace = object.getMetadata().getNamespace();
        Key key = new Key(
                kind, namespace == null ? "" : namespace, object.getMetadata().getName());
        Entry known = entries.get(key);
        R result = known != null && known.isOf(object) ? (R) known.result : make.apply(object);
        if (known == null || known.result != result || known.pass != pass) {
            entries.put(key, new Entry(object, result, pass));
        }
        return result;
    }
}
