package io.kongruent.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Diagnostic.Position;
import io.kongruent.snapshot.Diagnostic.Severity;
import io.kongruent.snapshot.Manifests.Loaded;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the text of one file. */
final class ManifestReader {

    private static final int MAX_CODE_POINTS = 256 * 1024 * 1024;

    private final String file;
    private final List<Loaded> objects = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private ManifestReader(String file) {
        this.file = file;
    }

    static Manifests read(String file, String text) {
        ManifestReader reader = new ManifestReader(file);
        reader.documents(text);
        return new Manifests(reader.objects, reader.diagnostics);
    }

    private void documents(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CODE_POINTS);
        options.setMaxAliasesForCollections(1000);
        try {
            Iterator<Node> nodes = new Yaml(new SafeConstructor(options))
                    .composeAll(new StringReader(text))
                    .iterator();
            while (nodes.hasNext()) {
                document(nodes.next());
            }
        } catch (MarkedYAMLException e) {
            diagnostics.add(unreadable(e));
        } catch (YAMLException | YamlTree.TooLarge e) {
            String why = e.getMessage() == null ? "its aliases repeat too much" : e.getMessage();
            diagnostics.add(new Diagnostic(
                    Severity.UNREADABLE, Position.of(file), Optional.empty(), "", "not readable as YAML: " + why));
        }
    }

    private Diagnostic unreadable(MarkedYAMLException e) {
        Position at = e.getProblemMark() == null
                ? Position.of(file)
                : new Position(
                        file,
                        e.getProblemMark().getLine() + 1,
                        e.getProblemMark().getColumn() + 1);
        String problem = e.getProblem() == null ? "syntax error" : e.getProblem();
        if (problem.contains("\\t(TAB)")) {
            problem = "a tab is used for indentation; YAML wants spaces";
        } else if (problem.contains("mapping values are not allowed here")) {
            problem = "a \":\" where no field can begin; check the indentation, or quote the value";
        }
        String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
        return new Diagnostic(Severity.UNREADABLE, at, Optional.empty(), "", "not YAML: " + problem + context);
    }

    private void document(Node root) {
        List<Diagnostic> broken = new ArrayList<>();
        YamlTree tree = new YamlTree(
                file,
                root,
                (at, message) -> broken.add(new Diagnostic(Severity.ERROR, at, Optional.empty(), "", message)));
        if (tree.json().isNull()) {
            return;
        }
        diagnostics.addAll(broken);
        if (broken.isEmpty()) {
            object(tree);
        }
    }

    private void object(YamlTree tree) {
        JsonNode json = tree.json();
        if (!(json instanceof ObjectNode fields)) {
            say(Severity.ERROR, tree, "", "expected a Kubernetes object, found " + Types.describe(json));
            return;
        }
        String apiVersion = fields.path("apiVersion").asText("");
        String kind = fields.path("kind").asText("");
        if (apiVersion.isEmpty() && kind.isEmpty()) {
            say(Severity.NOTE, tree, "", "skipped: it has neither apiVersion nor kind, so it is no Kubernetes object");
        } else if (apiVersion.isEmpty() || kind.isEmpty()) {
            String missing = apiVersion.isEmpty() ? "apiVersion" : "kind";
            say(Severity.ERROR, tree, "", missing + " is missing" + misspelt(fields, missing));
        } else if (kind.endsWith("List") && fields.path("items").isArray()) {
            items(tree, fields, apiVersion, kind);
        } else {
            ManifestKinds.find(apiVersion, kind)
                    .ifPresentOrElse(k -> known(tree, fields, k), () -> unknown(tree, apiVersion, kind));
        }
    }

    private static String misspelt(ObjectNode fields, String missing) {
        List<String> names = new ArrayList<>();
        fields.fieldNames().forEachRemaining(names::add);
        return Spelling.nearest(missing, names)
                .map(n -> "; is " + n + " meant to be it?")
                .orElse("");
    }

    private void items(YamlTree tree, ObjectNode list, String apiVersion, String kind) {
        String itemKind = kind.substring(0, kind.length() - "List".length());
        for (int i = 0; i < list.path("items").size(); i++) {
            JsonNode item = list.path("items").get(i);
            if (item instanceof ObjectNode fields && !itemKind.isEmpty()) {
                if (!fields.has("apiVersion")) {
                    fields.put("apiVersion", apiVersion);
                }
                if (!fields.has("kind")) {
                    fields.put("kind", itemKind);
                }
            }
            object(tree.part(YamlTree.child("items", i), item));
        }
    }

    private void unknown(YamlTree tree, String apiVersion, String kind) {
        Optional<ManifestKinds.Kind> meant = ManifestKinds.meant(apiVersion, kind);
        String what = apiVersion + " " + kind;
        if (meant.isPresent()) {
            say(
                    Severity.WARNING,
                    tree,
                    "",
                    "skipped: " + what + " is no kind that is read here; is it meant to be "
                            + meant.get().newest() + " " + meant.get().name() + "?");
        } else if (Ref.isOfGatewayApi(ManifestKinds.group(apiVersion))) {
            say(Severity.WARNING, tree, "", "skipped: this version of Kongruent doesn't handle " + what);
        } else {
            say(Severity.NOTE, tree, "", "skipped: " + what + " is not among the kinds that are read");
        }
    }

    private void known(YamlTree tree, ObjectNode fields, ManifestKinds.Kind kind) {
        JsonNode metadata = fields.path("metadata");
        String name = metadata.path("name").asText("");
        if (name.isEmpty()) {
            say(
                    Severity.ERROR,
                    tree,
                    metadata.isObject() ? "metadata" : "",
                    "this " + kind.name() + " has no metadata.name");
            return;
        }
        String namespace =
                ManifestKinds.namespace(kind, metadata.path("namespace").asText(null));
        Ref ref = new Ref(ManifestKinds.group(fields.path("apiVersion").asText()), kind.name(), namespace, name);
        String version = ManifestKinds.version(fields.path("apiVersion").asText());
        if (!kind.versions().contains(version)) {
            diagnostics.add(new Diagnostic(
                    Severity.ERROR,
                    tree.locate("apiVersion"),
                    Optional.of(ref),
                    "apiVersion",
                    "version " + version + " is not read; use " + kind.newest()));
            return;
        }
        Types.Checked<? extends HasMetadata> checked = Types.read(fields, kind.type());
        for (Types.Problem problem : checked.problems()) {
            diagnostics.add(new Diagnostic(
                    problem.fatal() ? Severity.ERROR : Severity.WARNING,
                    tree.locate(problem.field()),
                    Optional.of(ref),
                    problem.field(),
                    problem.message()));
        }
        checked.object().ifPresent(object -> {
            object.getMetadata().setNamespace(namespace.isEmpty() ? null : namespace);
            if (object instanceof Secret secret) {
                encode(secret);
            }
            objects.add(new Loaded(object, ref, tree));
        });
    }

    /** As the API server does: what is written as text is kept in Base64. */
    private static void encode(Secret secret) {
        if (secret.getStringData() != null && !secret.getStringData().isEmpty()) {
            Map<String, String> data = new TreeMap<>(secret.getData() == null ? Map.of() : secret.getData());
            secret.getStringData()
                    .forEach((key, text) ->
                            data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
            secret.setData(data);
            secret.setStringData(null);
        }
    }

    private void say(Severity severity, YamlTree tree, String field, String message) {
        diagnostics.add(new Diagnostic(severity, tree.locate(field), Optional.empty(), field, message));
    }
}
