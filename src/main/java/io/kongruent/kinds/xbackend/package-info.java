/** XBackend: lowered to a host outside of the cluster and how it is spoken to; its status per Gateway, in the shape that the object has. */
@NullMarked
package io.kongruent.kinds.xbackend;

import org.jspecify.annotations.NullMarked;
