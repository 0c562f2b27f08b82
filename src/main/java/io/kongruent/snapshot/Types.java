package io.kongruent.snapshot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns JSON trees into objects, as strict about types as the API server: a number isn't taken for a string, nor a string for a number. Fields that the class
 * doesn't know stay with the object and are told.
 */
final class Types {

    private static final int MOST_PROBLEMS = 50;

    /** An object, absent where a problem is fatal. */
    record Checked<T>(Optional<T> object, List<Problem> problems) {}

    /** What is wrong with a field; not fatal: the field is unknown. */
    record Problem(String field, String message, boolean fatal) {}

    private static @Nullable Types instance;

    private final ObjectMapper lenient = new ObjectMapper();
    private final ObjectMapper strict = strict();

    private Types() {}

    private static synchronized Types instance() {
        Types types = instance;
        if (types == null) {
            types = new Types();
            instance = types;
        }
        return types;
    }

    static <T extends HasMetadata> Checked<T> read(ObjectNode json, Class<T> type) {
        return instance().check(json, type);
    }

    private <T extends HasMetadata> Checked<T> check(ObjectNode json, Class<T> type) {
        ObjectNode tree = json.deepCopy();
        Map<String, Problem> problems = new LinkedHashMap<>();
        boolean fatal = false;
        for (int i = 0; i < MOST_PROBLEMS; i++) {
            try {
                strict.readerFor(type).withAttribute(Types.class, problems).readValue(tree);
                break;
            } catch (JsonMappingException e) {
                fatal = true;
                String field = path(e);
                problems.putIfAbsent(field, new Problem(field, message(e, at(tree, e.getPath())), true));
                if (!blank(tree, e.getPath())) {
                    break;
                }
            } catch (IOException e) {
                throw new IllegalStateException("reading a tree in memory failed", e);
            }
        }
        List<Problem> found = List.copyOf(problems.values());
        return fatal
                ? new Checked<>(Optional.empty(), found)
                : new Checked<>(Optional.of(lenient.convertValue(json, type)), found);
    }

    /** What a JSON value is, for messages. */
    static String describe(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> "a mapping";
            case ARRAY -> "a list";
            case STRING -> "the string \"" + shorten(json.textValue()) + "\"";
            case NUMBER -> "the number " + json.asText();
            case BOOLEAN -> "the boolean " + json.asText();
            case NULL, MISSING -> "nothing";
            case BINARY, POJO -> "something else";
        };
    }

    private static String shorten(String text) {
        return text.length() <= 40 ? text : text.substring(0, 37) + "...";
    }

    private static String message(JsonMappingException e, JsonNode found) {
        Class<?> wanted = e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? mismatch.getTargetType()
                : Object.class;
        String expected;
        String hint = "";
        if (wanted == String.class) {
            expected = "a string";
            hint = found.isValueNode() ? "; put it in quotes" : "";
        } else if (wanted == Integer.class || wanted == Long.class || wanted == int.class || wanted == long.class) {
            expected = "a whole number";
            hint = found.isTextual() && isNumber(found.textValue()) ? "; leave the quotes out" : "";
        } else if (wanted == Boolean.class || wanted == boolean.class) {
            expected = "true or false";
        } else if (Collection.class.isAssignableFrom(wanted)) {
            expected = "a list";
            hint = found.isObject() ? "; begin its items with \"- \"" : "";
        } else {
            expected = "a mapping";
        }
        return "expected " + expected + ", found " + describe(found) + hint;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String path(JsonMappingException e) {
        String path = "";
        for (JsonMappingException.Reference step : e.getPath()) {
            path = step.getFieldName() == null
                    ? YamlTree.child(path, step.getIndex())
                    : YamlTree.child(path, step.getFieldName());
        }
        return path;
    }

    private static JsonNode at(JsonNode tree, List<JsonMappingException.Reference> path) {
        JsonNode node = tree;
        for (JsonMappingException.Reference step : path) {
            node = step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
        }
        return node;
    }

    /** Takes the value away, so that the next try finds the next problem. */
    private static boolean blank(ObjectNode tree, List<JsonMappingException.Reference> path) {
        if (path.isEmpty()) {
            return false;
        }
        JsonNode parent = at(tree, path.subList(0, path.size() - 1));
        JsonMappingException.Reference last = path.getLast();
        if (parent instanceof ObjectNode object && object.has(last.getFieldName())) {
            object.remove(last.getFieldName());
            return true;
        }
        if (parent instanceof ArrayNode array && last.getIndex() >= 0 && last.getIndex() < array.size()) {
            array.setNull(last.getIndex());
            return true;
        }
        return false;
    }

    private static ObjectMapper strict() {
        JsonMapper mapper = JsonMapper.builder()
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(new SimpleModule().setDeserializerModifier(new UnknownFieldsShow()))
                .addHandler(new UnknownFields())
                .build();
        for (CoercionInputShape shape :
                List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }

    /** The models collect what they don't know; without that, {@link UnknownFields} hears of it. */
    private static final class UnknownFieldsShow extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("NullAway") // the setter takes null: "no any-setter"
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription description, BeanDeserializerBuilder builder) {
            builder.setAnySetter(null);
            return builder;
        }
    }

    private static final class UnknownFields extends DeserializationProblemHandler {
        @Override
        @SuppressWarnings("unchecked")
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String name)
                throws IOException {
            String field = YamlTree.child(
                    path(
                            parser.currentToken().isStructStart()
                                    ? parser.getParsingContext().getParent()
                                    : parser.getParsingContext()),
                    name);
            Collection<Object> known = deserializer.getKnownPropertyNames();
            String meant = known == null
                    ? ""
                    : Spelling.nearest(name, known.stream().map(String::valueOf).toList())
                            .map(n -> "; is " + n + " meant?")
                            .orElse("");
            ((Map<String, Problem>) context.getAttribute(Types.class))
                    .putIfAbsent(field, new Problem(field, "unknown field" + meant, false));
            parser.skipChildren();
            return true;
        }

        private static String path(JsonStreamContext context) {
            List<JsonStreamContext> steps = new ArrayList<>();
            for (JsonStreamContext c = context; c != null && !c.inRoot(); c = c.getParent()) {
                steps.addFirst(c);
            }
            String path = "";
            // The innermost step is the object that holds the unknown field.
            for (JsonStreamContext step : steps.subList(0, Math.max(0, steps.size() - 1))) {
                path = step.inArray()
                        ? YamlTree.child(path, step.getCurrentIndex())
                        : YamlTree.child(path, step.getCurrentName());
            }
            return path;
        }
    }
}
