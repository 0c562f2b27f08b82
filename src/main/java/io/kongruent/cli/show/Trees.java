package io.kongruent.cli.show;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.Collection;
import java.util.stream.Collectors;

/** Trees as YAML. */
public final class Trees {

    private Trees() {}

    /** One document after the other, separated by {@code ---}. */
    public static String yaml(Collection<? extends JsonNode> documents) {
        ObjectMapper mapper = new ObjectMapper(YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                .build());
        return documents.stream()
                .map(document -> {
                    try {
                        return mapper.writeValueAsString(document);
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException("a tree in memory can't be written", e);
                    }
                })
                .collect(Collectors.joining("---\n"));
    }
}
