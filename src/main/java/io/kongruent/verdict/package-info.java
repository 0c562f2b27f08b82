/** The statuses that follow from a graph and from what became of it on the data planes. */
@NullMarked
package io.kongruent.verdict;

import org.jspecify.annotations.NullMarked;
