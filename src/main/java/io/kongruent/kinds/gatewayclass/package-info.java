/** GatewayClass: lowered; its status with the supported features. */
@NullMarked
package io.kongruent.kinds.gatewayclass;

import org.jspecify.annotations.NullMarked;
