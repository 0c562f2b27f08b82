/** BackendTLSPolicy: lowered to how backends are verified; its status per Gateway. */
@NullMarked
package io.kongruent.kinds.backendtlspolicy;

import org.jspecify.annotations.NullMarked;
