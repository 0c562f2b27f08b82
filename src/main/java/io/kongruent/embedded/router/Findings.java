package io.kongruent.embedded.router;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What matching predicates left behind: the last matched part of the path, and captures. */
final class Findings {
    private final Map<String, String> captures = new HashMap<>();
    private @Nullable String path;

    void path(String matched) {
        path = matched;
    }

    void capture(String name, String text) {
        captures.put(name, text);
    }

    /** Empty as well when nothing of the path was matched. */
    Optional<String> matchedPath() {
        return Optional.ofNullable(path).filter(matched -> !matched.isEmpty());
    }

    Map<String, String> captures() {
        return captures;
    }

    void clear() {
        if (path != null) {
            path = null;
        }
        if (!captures.isEmpty()) {
            captures.clear();
        }
    }
}
