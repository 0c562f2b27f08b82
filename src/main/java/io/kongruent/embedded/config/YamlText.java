package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.Locale;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A configuration written in YAML 1.1, as a tree. Time stamps stay texts. */
final class YamlText {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private YamlText() {}

    /** Says why a text is not YAML, with line and column in Kong's manner. */
    static final class NotYaml extends Exception {
        private static final long serialVersionUID = 1L;

        NotYaml(String message) {
            super(message);
        }
    }

    static JsonNode read(String text) throws NotYaml {
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            return root == null ? NODES.nullNode() : tree(root);
        } catch (MarkedYAMLException e) {
            String problem = e.getProblem() != null && e.getProblem().startsWith("expected the node content")
                    ? "did not find expected node content"
                    : String.valueOf(e.getProblem());
            var mark = e.getProblemMark();
            throw new NotYaml(mark == null ? problem : mark.getLine() + ":" + mark.getColumn() + ": " + problem);
        } catch (YAMLException e) {
            throw new NotYaml(String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode tree(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                ObjectNode object = NODES.objectNode();
                for (NodeTuple tuple : mapping.getValue()) {
                    object.set(((ScalarNode) tuple.getKeyNode()).getValue(), tree(tuple.getValueNode()));
                }
                yield object;
            }
            case SequenceNode sequence -> {
                ArrayNode array = NODES.arrayNode();
                sequence.getValue().forEach(element -> array.add(tree(element)));
                yield array;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new YAMLException("unsupported node");
        };
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String value = scalar.getValue();
        String lower = value.toLowerCase(Locale.ROOT);
        try {
            if (scalar.getTag().equals(Tag.NULL)) {
                return NODES.nullNode();
            }
            if (scalar.getTag().equals(Tag.BOOL)) {
                return NODES.booleanNode(lower.equals("true") || lower.equals("yes") || lower.equals("on"));
            }
            if (scalar.getTag().equals(Tag.INT)) {
                return NODES.numberNode(Long.decode(value.replace("_", "")));
            }
            if (scalar.getTag().equals(Tag.FLOAT)) {
                return NODES.numberNode(Double.parseDouble(value.replace("_", "")));
            }
        } catch (NumberFormatException e) {
            return NODES.textNode(value);
        }
        return NODES.textNode(value);
    }
}
