/** What a change of manifests does: to Kong's entities, to statuses, and to requests. */
@NullMarked
package io.kongruent.cli.diff;

import org.jspecify.annotations.NullMarked;
