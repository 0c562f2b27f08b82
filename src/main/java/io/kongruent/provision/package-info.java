/**
 * Data planes for Gateways: which objects one consists of, with which certificates its Admin API is reached, and which Kongs there are by now. What is to be is a
 * pure function of the graph; who applies it is at the edge.
 */
@NullMarked
package io.kongruent.provision;

import org.jspecify.annotations.NullMarked;
