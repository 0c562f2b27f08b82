/** Tests against a real API server, which the folder {@code cluster} builds, and what they stand on. */
@NullMarked
package io.kongruent.cluster;

import org.jspecify.annotations.NullMarked;
