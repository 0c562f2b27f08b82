/** ReferenceGrant: lowered. It has no status. */
@NullMarked
package io.kongruent.kinds.referencegrant;

import org.jspecify.annotations.NullMarked;
