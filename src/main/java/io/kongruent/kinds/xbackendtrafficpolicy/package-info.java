/** XBackendTrafficPolicy: lowered to the backends that it is for and what of it can't be had; its status per Gateway. */
@NullMarked
package io.kongruent.kinds.xbackendtrafficpolicy;

import org.jspecify.annotations.NullMarked;
