package io.kongruent.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.snapshot.Diagnostic.Position;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML document as a JSON tree that remembers where each value stands. Plain scalars mean what they mean to kubectl: {@code yes} and {@code on} are booleans,
 * {@code 010} is eight, times are strings.
 */
final class YamlTree {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String file;
    private final Map<String, Mark> marks = new HashMap<>();
    private int repetitions = 100_000;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final BiConsumer<Position, String> problems;
    private final JsonNode json;

    /** Aliases of aliases make more of the document than anybody meant. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * @param problems told of what can't be turned into JSON: fields given twice, aliases that contain themselves, fields whose name isn't a string
     */
    YamlTree(String file, Node root, BiConsumer<Position, String> problems) {
        this.file = file;
        this.problems = problems;
        this.json = value("", root);
    }

    private YamlTree(YamlTree whole, String prefix, JsonNode json) {
        this.file = whole.file;
        this.problems = whole.problems;
        this.json = json;
        whole.marks.forEach((path, mark) -> {
            if (path.startsWith(prefix)) {
                String rest = path.substring(prefix.length());
                marks.put(rest.startsWith(".") ? rest.substring(1) : rest, mark);
            }
        });
    }

    JsonNode json() {
        return json;
    }

    /** The part of the tree at a path, as a tree of its own. */
    YamlTree part(String path, JsonNode at) {
        return new YamlTree(this, path, at);
    }

    /** Where the value at {@code path} begins, or the nearest thing above it that exists. */
    Position locate(String path) {
        String p = path;
        while (true) {
            Mark mark = marks.get(p);
            if (mark != null) {
                return position(mark);
            }
            if (p.isEmpty()) {
                return Position.of(file);
            }
            p = parent(p);
        }
    }

    private static String parent(String path) {
        int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return cut < 0 ? "" : path.substring(0, cut);
    }

    static String child(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    static String child(String path, int index) {
        return path + "[" + index + "]";
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private JsonNode value(String path, Node node) {
        marks.putIfAbsent(path, node.getStartMark());
        if (!seen.add(node) && repetitions-- == 0) {
            throw new TooLarge();
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (!open.add(node)) {
            problems.accept(position(node.getStartMark()), "this alias contains itself");
            return JSON.nullNode();
        }
        try {
            if (node instanceof SequenceNode sequence) {
                ArrayNode array = JSON.arrayNode();
                int index = 0;
                for (Node item : sequence.getValue()) {
                    array.add(value(child(path, index++), item));
                }
                return array;
            }
            ObjectNode object = JSON.objectNode();
            if (node instanceof MappingNode mapping) {
                fields(path, mapping, object);
            }
            return object;
        } finally {
            open.remove(node);
        }
    }

    private void fields(String path, MappingNode mapping, ObjectNode object) {
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (key.getTag().equals(Tag.MERGE)) {
                if (tuple.getValueNode() instanceof SequenceNode several) {
                    merged.addAll(several.getValue());
                } else {
                    merged.add(tuple.getValueNode());
                }
                continue;
            }
            if (!(key instanceof ScalarNode scalar)) {
                problems.accept(position(key.getStartMark()), "a field's name has to be a word, not a list or mapping");
                continue;
            }
            String field = child(path, scalar.getValue());
            if (object.has(scalar.getValue())) {
                problems.accept(
                        position(key.getStartMark()),
                        field + " is given twice, first in line "
                                + locate(field).line());
                continue;
            }
            marks.putIfAbsent(field, key.getStartMark());
            object.set(scalar.getValue(), value(field, tuple.getValueNode()));
        }
        for (Node source : merged) {
            if (value(path, source) instanceof ObjectNode fields) {
                fields.properties().forEach(e -> object.putIfAbsent(e.getKey(), e.getValue()));
            }
        }
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Set.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT)));
        }
        try {
            if (tag.equals(Tag.INT) && text.indexOf(':') < 0) {
                return integer(text.replace("_", ""));
            }
            if (tag.equals(Tag.FLOAT) && text.indexOf(':') < 0) {
                return JSON.numberNode(new BigDecimal(text.replace("_", "")));
            }
        } catch (NumberFormatException notOneAfterAll) {
            return JSON.textNode(text);
        }
        return JSON.textNode(text);
    }

    private static JsonNode integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        BigInteger value;
        if (digits.startsWith("0x")) {
            value = new BigInteger(digits.substring(2), 16);
        } else if (digits.startsWith("0b")) {
            value = new BigInteger(digits.substring(2), 2);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            value = new BigInteger(digits, 8);
        } else {
            value = new BigInteger(digits);
        }
        value = negative ? value.negate() : value;
        if (value.bitLength() < 32) {
            return JSON.numberNode(value.intValue());
        }
        return value.bitLength() < 64 ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }
}
