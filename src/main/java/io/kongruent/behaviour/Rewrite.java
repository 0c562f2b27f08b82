package io.kongruent.behaviour;

import java.util.Optional;

/** {@code HTTPURLRewriteFilter}: the Host and the path that the backend sees. */
public record Rewrite(Optional<String> hostname, Optional<PathEdit> path) {}
