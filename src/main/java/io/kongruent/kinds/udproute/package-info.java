/** UDPRoute: lowered to rules about datagrams; its status per parent. */
@NullMarked
package io.kongruent.kinds.udproute;

import org.jspecify.annotations.NullMarked;
