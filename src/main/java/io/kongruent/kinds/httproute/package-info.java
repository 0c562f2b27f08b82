/** HTTPRoute: lowered to kind-neutral rules, every field judged; its status per parent. */
@NullMarked
package io.kongruent.kinds.httproute;

import org.jspecify.annotations.NullMarked;
