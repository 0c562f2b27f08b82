/** TLSRoute: lowered to rules about connections by their server name; its status per parent. */
@NullMarked
package io.kongruent.kinds.tlsroute;

import org.jspecify.annotations.NullMarked;
