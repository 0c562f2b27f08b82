/** ListenerSet: lowered to the listeners that it adds to a Gateway; its status. */
@NullMarked
package io.kongruent.kinds.listenerset;

import org.jspecify.annotations.NullMarked;
