/** The kinds of the Gateway API: the list of them, what a kind has to bring, and what several kinds share in reading objects and writing their status. */
@NullMarked
package io.kongruent.kinds;

import org.jspecify.annotations.NullMarked;
