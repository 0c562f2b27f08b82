package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;

/**
 * A ListenerSet that names a Gateway of ours. Its listeners are among the Gateway's, with the set as their source; none are where it isn't merged.
 *
 * @param accepted what needs no data plane; never Programmed
 */
public record ListenerSetNode(Meta meta, Ref gateway, Condition accepted) {}
