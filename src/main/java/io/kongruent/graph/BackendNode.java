package io.kongruent.graph;

import java.util.Optional;

/**
 * A backend of a rule, resolved or not.
 *
 * @param upstream the port it stands for; empty when it doesn't resolve, and its share answers 500
 */
public record BackendNode(BackendRef ref, Optional<UpstreamKey> upstream) {}
