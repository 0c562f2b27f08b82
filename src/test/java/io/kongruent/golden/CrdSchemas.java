package io.kongruent.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.re2j.Pattern;
import io.kongruent.realinput.GatewayApiModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what the API server would refuse of an object by the OpenAPI part of the real CRDs (experimental channel). CEL rules are not looked at. */
final class CrdSchemas {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, JsonNode> schemas = new HashMap<>();

    CrdSchemas() {
        for (Path file : GatewayApiModule.manifests(GatewayApiModule.api().resolve("config/crd/experimental"))) {
            try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
                while (documents.hasNext()) {
                    add(documents.next());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void add(JsonNode crd) {
        if (crd == null || !crd.path("kind").asText().equals("CustomResourceDefinition")) {
            return;
        }
        String group = crd.at("/spec/group").asText();
        String kind = crd.at("/spec/names/kind").asText();
        for (JsonNode version : crd.at("/spec/versions")) {
            schemas.put(
                    group + "/" + version.path("name").asText() + "/" + kind, version.at("/schema/openAPIV3Schema"));
        }
    }

    /** How many kinds and versions are known. */
    int size() {
        return schemas.size();
    }

    /** What is wrong with the object, one line each; empty for a kind that isn't the Gateway API's. */
    List<String> problems(JsonNode object) {
        String key =
                object.path("apiVersion").asText() + "/" + object.path("kind").asText();
        JsonNode schema = schemas.get(key);
        if (schema == null) {
            return key.contains("gateway.networking") ? List.of(key + ": no such kind in the CRDs") : List.of();
        }
        List<String> problems = new ArrayList<>();
        object.properties().forEach(p -> {
            if (!List.of("apiVersion", "kind", "metadata", "status").contains(p.getKey())) {
                check(p.getValue(), schema.path("properties").path(p.getKey()), p.getKey(), problems);
            }
        });
        return problems;
    }

    private void check(JsonNode value, JsonNode schema, String path, List<String> problems) {
        if (schema.isMissingNode()) {
            problems.add(path + ": unknown field");
            return;
        }
        typeProblem(value, schema).ifPresent(p -> problems.add(path + ": " + p));
        switch (schema.path("type").asText()) {
            case "object" -> checkObject(value, schema, path, problems);
            case "array" -> checkArray(value, schema, path, problems);
            case "string" -> checkString(value.asText(), schema, path, problems);
            case "integer" -> checkNumber(value.asLong(), schema, path, problems);
            default -> {}
        }
    }

    private static Optional<String> typeProblem(JsonNode value, JsonNode schema) {
        boolean fits = switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
        return fits
                ? Optional.empty()
                : Optional.of("has to be " + schema.path("type").asText() + ", is " + value);
    }

    private void checkObject(JsonNode value, JsonNode schema, String path, List<String> problems) {
        schema.path("required").forEach(r -> {
            boolean defaulted = schema.path("properties").path(r.asText()).has("default");
            if (!value.has(r.asText()) && !defaulted) {
                problems.add(path + "." + r.asText() + ": required");
            }
        });
        JsonNode additional = schema.path("additionalProperties");
        value.properties().forEach(p -> {
            JsonNode known = schema.path("properties").path(p.getKey());
            check(p.getValue(), known.isMissingNode() ? additional : known, path + "." + p.getKey(), problems);
        });
        limit(value.size(), schema, "maxProperties", path, problems);
    }

    private void checkArray(JsonNode value, JsonNode schema, String path, List<String> problems) {
        for (int i = 0; i < value.size(); i++) {
            check(value.get(i), schema.path("items"), path + "[" + i + "]", problems);
        }
        if (schema.has("minItems") && value.size() < schema.get("minItems").asInt()) {
            problems.add(path + ": at least " + schema.get("minItems") + " items");
        }
        limit(value.size(), schema, "maxItems", path, problems);
    }

    private static void checkString(String value, JsonNode schema, String path, List<String> problems) {
        limit(value.length(), schema, "maxLength", path, problems);
        if (schema.has("minLength") && value.length() < schema.get("minLength").asInt()) {
            problems.add(path + ": too short");
        }
        if (schema.has("pattern")
                && !Pattern.compile(schema.get("pattern").asText())
                        .matcher(value)
                        .find()) {
            problems.add(path + ": " + value + " doesn't match "
                    + schema.get("pattern").asText());
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            problems.add(path + ": " + value + " is none of " + schema.get("enum"));
        }
    }

    private static boolean contains(JsonNode list, String value) {
        for (JsonNode item : list) {
            if (item.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static void checkNumber(long value, JsonNode schema, String path, List<String> problems) {
        if (schema.has("minimum") && value < schema.get("minimum").asLong()
                || schema.has("maximum") && value > schema.get("maximum").asLong()) {
            problems.add(path + ": " + value + " is out of range");
        }
    }

    private static void limit(int size, JsonNode schema, String keyword, String path, List<String> problems) {
        if (schema.has(keyword) && size > schema.get(keyword).asInt()) {
            problems.add(path + ": more than " + schema.get(keyword) + " (" + keyword + ")");
        }
    }
}
