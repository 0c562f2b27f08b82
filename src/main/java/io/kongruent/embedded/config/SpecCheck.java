package io.kongruent.embedded.config;

import java.util.Optional;

/** Judges the spec of a {@code gateway-api} plugin instance as the plugin's own schema does. */
@FunctionalInterface
public interface SpecCheck {
    /** The schema's message; empty when the spec is fine. */
    Optional<String> refuse(String spec);
}
