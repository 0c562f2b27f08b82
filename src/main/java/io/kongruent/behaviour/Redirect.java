package io.kongruent.behaviour;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code HTTPRequestRedirectFilter}. What is empty comes from the request; the port from the scheme given here, else
 * from the listener.
 *
 * @param status 301, 302, 303, 307 or 308
 */
public record Redirect(
        Optional<String> scheme, Optional<String> hostname, OptionalInt port, Optional<PathEdit> path, int status) {}
