/** The in-process gateway: Kong's Admin API, its proxy and its balancer on Vert.x, for development, tests, the demo and {@code explain}. It says what it is and refuses what it can't do. */
@NullMarked
package io.kongruent.embedded;

import org.jspecify.annotations.NullMarked;
