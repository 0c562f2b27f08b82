package io.kongruent.embedded;

import io.kongruent.behaviour.HeaderField;
import io.kongruent.behaviour.RequestView;
import io.kongruent.behaviour.WireText;
import io.kongruent.embedded.router.RouterRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request as the plugin sees it: its bytes are in one form on the wire and in the router, and in another in the plugin. */
final class PluginView {
    private PluginView() {}

    /**
     * A request as its rule's plugin sees it.
     *
     * @param path what would go to the backend
     * @param sentPath what the client sent
     */
    static RequestView of(RouterRequest request, String path, String sentPath) {
        return new RequestView(
                request.scheme(),
                text(request.method()),
                text(request.host().orElse("")),
                request.listenPort(),
                text(path),
                Optional.of(text(sentPath)),
                request.query().map(PluginView::text),
                fields(request.headers()));
    }

    static List<HeaderField> fields(List<Map.Entry<String, String>> headers) {
        return headers.stream()
                .map(header -> new HeaderField(text(header.getKey()), text(header.getValue())))
                .toList();
    }

    static List<Map.Entry<String, String>> headers(List<HeaderField> fields) {
        return fields.stream()
                .map(field -> Map.entry(wire(field.name()), wire(field.value())))
                .toList();
    }

    /** One character per byte, as the plugin's text. */
    static String text(String wire) {
        return isAscii(wire) ? wire : WireText.of(wire.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The plugin's text, one character per byte. */
    static String wire(String text) {
        return isAscii(text) ? text : new String(WireText.bytes(text), StandardCharsets.ISO_8859_1);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
