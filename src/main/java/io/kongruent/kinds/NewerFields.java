package io.kongruent.kinds;

import io.kongruent.model.Declared;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Fields that a newer version of the API added: what they say isn't known, and what isn't known may guard or narrow something. */
public final class NewerFields {

    static final String MESSAGE = "this field isn't known here; remove it or update Kongruent";

    private NewerFields() {}

    /** A problem with each, by name. @param place what comes before the field's name */
    public static void refuse(@Nullable Map<String, Object> fields, String place, Collection<? super String> problems) {
        refuse(fields, (field, message) -> problems.add(place + field + ": " + message));
    }

    /** Refuses each, by name. @param refuse takes the field and the message */
    public static void refuse(@Nullable Map<String, Object> fields, BiConsumer<String, String> refuse) {
        Declared.map(fields).keySet().stream().sorted().forEach(field -> refuse.accept(field, MESSAGE));
    }
}
