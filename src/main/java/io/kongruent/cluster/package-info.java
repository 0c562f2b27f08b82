/** The cluster as a source: what is watched and from when on, what the snapshot is made of, who writes statuses and when. */
@NullMarked
package io.kongruent.cluster;

import org.jspecify.annotations.NullMarked;
