/** TCPRoute: lowered to rules about connections; its status per parent. */
@NullMarked
package io.kongruent.kinds.tcproute;

import org.jspecify.annotations.NullMarked;
