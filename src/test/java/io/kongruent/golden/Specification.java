package io.kongruent.golden;

import io.kongruent.realinput.GatewayApiModule;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of the Gateway API: the comments of its Go types, where the specification is written down. */
final class Specification {

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*//\\s?(\\s*[-*] )?");
    private static final Pattern MARKUP = Pattern.compile("</?gateway:experimental:description>");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final String text;

    Specification() {
        Path api = GatewayApiModule.api();
        text = Stream.of("apis/v1", "apisx/v1alpha1")
                .flatMap(types -> GatewayApiModule.files(api.resolve(types), "_types.go").stream())
                .map(GoldenCase::read)
                .map(source -> MARKUP.matcher(source).replaceAll(""))
                .map(source -> COMMENT.matcher(source).replaceAll(""))
                .map(Specification::flat)
                .collect(Collectors.joining(" "));
    }

    /** Whether it says so in these words; spaces and line ends don't count. */
    boolean says(String sentence) {
        return text.contains(flat(sentence));
    }

    private static String flat(String text) {
        return SPACE.matcher(text).replaceAll(" ");
    }
}
