package io.kongruent.snapshot;

import io.kongruent.model.Ref;
import java.util.Optional;

/**
 * Something about a manifest that its author should know.
 *
 * @param object the object concerned, where one was recognised
 * @param field path inside the object such as {@code spec.rules[0].matches[1].path}; empty for the whole
 * @param message for people; without position and field
 */
public record Diagnostic(Severity severity, Position position, Optional<Ref> object, String field, String message) {

    /** How bad it is; the worst first. */
    public enum Severity {
        /** The file can't be read or isn't YAML: nothing of the rest of it is known. */
        UNREADABLE,
        /** The API server would refuse the object; it is left out. */
        ERROR,
        /** The object counts, but not everything that was written has a meaning. */
        WARNING,
        /** Skipped: nothing of ours. */
        NOTE,
    }

    /**
     * A place in a file.
     *
     * @param file as the user named it
     * @param line from 1; 0 when the place is the file as a whole
     * @param column from 1; 0 likewise
     */
    public record Position(String file, int line, int column) {

        public static Position of(String file) {
            return new Position(file, 0, 0);
        }

        /** {@code file:line:column}, which editors and terminals make a link of. */
        @Override
        public String toString() {
            return line == 0 ? file : file + ":" + line + ":" + column;
        }
    }

    /** {@code file:line:column: field: message}, the parts that are known. */
    public String text() {
        StringBuilder text = new StringBuilder(position.toString()).append(": ");
        object.ifPresent(o -> text.append(o).append(field.isEmpty() ? ": " : " "));
        if (!field.isEmpty()) {
            text.append(field).append(": ");
        }
        return text.append(message).toString();
    }
}
