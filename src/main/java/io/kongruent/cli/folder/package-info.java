/** A folder of manifests as the source of objects: read once, then watched; what is broken on the way keeps its last good version. */
@NullMarked
package io.kongruent.cli.folder;

import org.jspecify.annotations.NullMarked;
