package io.kongruent.embedded.router;

import java.util.List;
import java.util.Optional;

/** Reads the fields of a request as Kong reads them. */
interface RequestFields {

    /** A field's value; no values when it is missing. */
    FieldValue read(String field);

    /** The key part of a field in Kong's own cache, where that isn't what the field's value says. */
    Optional<FieldValue> cached(String field);

    /**
     * The values of a field, on the wire.
     *
     * @param flag whether one of them is a query parameter without {@code =}; its text is empty
     */
    record FieldValue(List<String> values, boolean flag) {
        static final FieldValue MISSING = new FieldValue(List.of(), false);

        static FieldValue of(String value) {
            return new FieldValue(List.of(value), false);
        }

        static FieldValue of(Optional<String> value) {
            return value.map(FieldValue::of).orElse(MISSING);
        }

        static FieldValue of(long value) {
            return of(Long.toString(value));
        }
    }
}
