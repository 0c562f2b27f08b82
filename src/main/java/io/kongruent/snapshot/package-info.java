/** Everything seen of the cluster at one moment, immutable and indexed, as raw objects; and reading it from YAML. */
@NullMarked
package io.kongruent.snapshot;

import org.jspecify.annotations.NullMarked;
