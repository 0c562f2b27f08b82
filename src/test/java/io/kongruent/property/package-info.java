/** Properties over random sets of objects and requests: the product compared with the oracle, with itself reordered, and with itself without refusals. */
@NullMarked
package io.kongruent.property;

import org.jspecify.annotations.NullMarked;
