package io.kongruent.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an object declares without trusting it: nothing that is missing or empty ever becomes a null further in.
 *
 * <p>Kubernetes makes no difference between a missing string and an empty one for most fields, nor between a missing and an empty list.
 */
public final class Declared {

    private Declared() {}

    /** The list, or an empty one. Its elements may still be null: {@code - null} in a manifest. */
    public static <T> List<@Nullable T> list(@Nullable List<? extends @Nullable T> declared) {
        return declared == null ? List.of() : Collections.unmodifiableList(declared);
    }

    public static <V> Map<String, V> map(@Nullable Map<String, V> declared) {
        return declared == null ? Map.of() : declared;
    }

    /** The text, empty when it is missing. */
    public static String text(@Nullable String declared) {
        return declared == null ? "" : declared;
    }

    /** The text, or {@code otherwise} when it is missing or empty. */
    public static String text(@Nullable String declared, String otherwise) {
        return declared == null || declared.isEmpty() ? otherwise : declared;
    }

    /** The text, when there is some. */
    public static Optional<String> maybe(@Nullable String declared) {
        return declared == null || declared.isEmpty() ? Optional.empty() : Optional.of(declared);
    }
}
