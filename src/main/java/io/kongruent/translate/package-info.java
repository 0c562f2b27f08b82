/**
 * Turns a graph into the state of one Kong: routes with their expressions, priorities and ids, the services, upstreams and certificates that they
 * share, and the specs of our plugin. What a data plane can't do arrives as findings in the graph; what a Kong has refused arrives as exclusions. Knows
 * no kind of the Gateway API and does no I/O.
 */
@NullMarked
package io.kongruent.translate;

import org.jspecify.annotations.NullMarked;
