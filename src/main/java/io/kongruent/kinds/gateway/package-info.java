/** Gateway: lowered to listeners, addresses and TLS settings; its status. */
@NullMarked
package io.kongruent.kinds.gateway;

import org.jspecify.annotations.NullMarked;
