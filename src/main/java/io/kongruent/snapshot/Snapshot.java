package io.kongruent.snapshot;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything seen of the cluster at one moment. Immutable; the objects inside are shared with caches and must never be changed.
 *
 * <p>Lists come in the order of namespace and name, whatever the order of insertion, so that every stage behind is independent of it.
 */
public final class Snapshot {

    private static final Snapshot EMPTY = new Snapshot(Map.of(), Set.of(), "");

    private final Map<Class<?>, TreeMap<Key, HasMetadata>> objects;
    private final Set<Ref> pending;
    private final String selector;

    private record Key(String namespace, String name) implements Comparable<Key> {
        static Key of(HasMetadata object) {
            String namespace = object.getMetadata().getNamespace();
            return new Key(
                    namespace == null ? "" : namespace, object.getMetadata().getName());
        }

        @Override
        public int compareTo(Key o) {
            int c = namespace.compareTo(o.namespace);
            return c != 0 ? c : name.compareTo(o.name);
        }
    }

    private Snapshot(Map<Class<?>, TreeMap<Key, HasMetadata>> objects, Set<Ref> pending, String selector) {
        this.objects = objects;
        this.pending = Set.copyOf(pending);
        this.selector = selector;
    }

    public static Snapshot empty() {
        return EMPTY;
    }

    /** A snapshot of {@code objects}; of two with the same kind, namespace and name the later counts. */
    public static Snapshot of(Collection<? extends HasMetadata> objects) {
        Builder builder = new Builder();
        objects.forEach(builder::add);
        return builder.build();
    }

    /** All objects of a kind, by namespace and name. */
    public <T extends HasMetadata> List<T> all(Class<T> kind) {
        TreeMap<Key, HasMetadata> found = objects.get(kind);
        if (found == null) {
            return List.of();
        }
        List<T> list = new ArrayList<>(found.size());
        found.values().forEach(o -> list.add(kind.cast(o)));
        return Collections.unmodifiableList(list);
    }

    /** The object, or null where the snapshot has none: absent, or not read yet ({@link #isPending}). */
    public <T extends HasMetadata> @Nullable T get(Class<T> kind, String namespace, String name) {
        TreeMap<Key, HasMetadata> found = objects.get(kind);
        return found == null ? null : kind.cast(found.get(new Key(namespace, name)));
    }

    /** Whether the object is one that is read on demand (Secrets, ConfigMaps) and hasn't arrived yet. */
    public boolean isPending(Ref ref) {
        return pending.contains(ref);
    }

    /** The label selector that Secrets and ConfigMaps were looked for with; empty where none was left out for its labels. */
    public String selector() {
        return selector;
    }

    /** Every object, kinds in no particular order. */
    public List<HasMetadata> all() {
        List<HasMetadata> list = new ArrayList<>();
        objects.values().forEach(m -> list.addAll(m.values()));
        return list;
    }

    /** Collects a snapshot. Not thread-safe. */
    public static final class Builder {
        private final Map<Class<?>, TreeMap<Key, HasMetadata>> objects = new HashMap<>();
        private final Set<Ref> pending = new HashSet<>();
        private String selector = "";

        public Builder add(HasMetadata object) {
            objects.computeIfAbsent(object.getClass(), k -> new TreeMap<>()).put(Key.of(object), object);
            return this;
        }

        public Builder addAll(Collection<? extends HasMetadata> all) {
            all.forEach(this::add);
            return this;
        }

        /** Marks an object that is referred to as not yet read. */
        public Builder pending(Ref ref) {
            pending.add(ref);
            return this;
        }

        /** Says that Secrets and ConfigMaps without these labels were left out. @param labels as kubectl takes them */
        public Builder selector(String labels) {
            selector = labels;
            return this;
        }

        public Snapshot build() {
            return new Snapshot(Map.copyOf(objects), pending, selector);
        }
    }
}
