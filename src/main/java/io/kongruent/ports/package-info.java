/** Where the edges meet the engine: what they tell it, and what it tells them. Speaks of references alone, so that an edge knows nothing of the stages. */
@NullMarked
package io.kongruent.ports;

import org.jspecify.annotations.NullMarked;
