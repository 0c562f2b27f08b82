/**
 * The graph: classes, gateways, listeners, routes, rules and backends with every decision about them and its reason. Kong's configuration and the
 * Kubernetes statuses are both projections of it. Kind-neutral: what an HTTPRoute or a GRPCRoute says arrives here as {@link io.kongruent.graph.Rule}.
 */
@NullMarked
package io.kongruent.graph;

import org.jspecify.annotations.NullMarked;
