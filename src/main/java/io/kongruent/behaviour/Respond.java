package io.kongruent.behaviour;

import java.util.Optional;

/** An answer of the gateway's own: JSON with the message, or without a body. */
public record Respond(int status, Optional<String> message) {}
