/** GRPCRoute: lowered to kind-neutral rules about calls, every field judged; its status per parent. */
@NullMarked
package io.kongruent.kinds.grpcroute;

import org.jspecify.annotations.NullMarked;
