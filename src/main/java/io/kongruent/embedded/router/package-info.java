/**
 * Which route of a configuration a request takes, decided as Kong's expressions router decides it: the fields it sees of a
 * request, the order it tries routes in, what its match cache confuses, and what it answers when only the protocol is wrong.
 */
@NullMarked
package io.kongruent.embedded.router;

import org.jspecify.annotations.NullMarked;
