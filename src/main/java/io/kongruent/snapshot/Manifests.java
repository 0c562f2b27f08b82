package io.kongruent.snapshot;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Diagnostic.Position;
import io.kongruent.snapshot.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects read from YAML or JSON, with the place of each of their fields and everything that its author should know. Reading never throws for what is in a file.
 *
 * @param objects in the order of reading; names unique by kind. An object that the API server would refuse for its types isn't among them
 * @param diagnostics in the order of reading
 */
public record Manifests(List<Loaded> objects, List<Diagnostic> diagnostics) {

    public static final Manifests NONE = new Manifests(List.of(), List.of());

    /** An object and where it came from. */
    public static final class Loaded {
        private final HasMetadata object;
        private final Ref ref;
        private final YamlTree tree;

        Loaded(HasMetadata object, Ref ref, YamlTree tree) {
            this.object = object;
            this.ref = ref;
            this.tree = tree;
        }

        public HasMetadata object() {
            return object;
        }

        public Ref ref() {
            return ref;
        }

        /** Where the object begins. */
        public Position position() {
            return tree.locate("");
        }

        /** Where a field is, such as {@code spec.rules[0].filters[1]}; the nearest field around it, if it isn't written out. */
        public Position locate(String field) {
            return tree.locate(field);
        }
    }

    public Manifests {
        objects = List.copyOf(objects);
        diagnostics = List.copyOf(diagnostics);
    }

    /** Reads text: one or several documents of YAML or JSON. */
    public static Manifests parse(String file, String text) {
        return merge(List.of(ManifestReader.read(file, text)));
    }

    /** What there is to say of a file that can't be read at all. */
    public static Manifests unreadable(String file, String why) {
        return new Manifests(
                List.of(), List.of(new Diagnostic(Severity.UNREADABLE, Position.of(file), Optional.empty(), "", why)));
    }

    /** All of several; of objects with the same name the last counts, and a warning says so. */
    public static Manifests merge(Collection<Manifests> parts) {
        Map<Ref, Loaded> objects = new LinkedHashMap<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (Manifests part : parts) {
            diagnostics.addAll(part.diagnostics);
            for (Loaded loaded : part.objects) {
                Loaded before = objects.remove(loaded.ref);
                if (before != null) {
                    diagnostics.add(new Diagnostic(
                            Severity.WARNING,
                            loaded.position(),
                            Optional.of(loaded.ref),
                            "",
                            "replaces the one of the same name at " + before.position()));
                }
                objects.put(loaded.ref, loaded);
            }
        }
        return new Manifests(List.copyOf(objects.values()), diagnostics);
    }

    public Snapshot snapshot() {
        return Snapshot.of(objects.stream().map(Loaded::object).toList());
    }

    public Optional<Loaded> find(Ref ref) {
        return objects.stream().filter(o -> o.ref.equals(ref)).findFirst();
    }

    /** Where a field of an object is; empty when the object was not read here. */
    public Optional<Position> locate(Ref ref, String field) {
        return find(ref).map(o -> o.locate(field));
    }

    public boolean has(Severity severity) {
        return diagnostics.stream().anyMatch(d -> d.severity() == severity);
    }
}
