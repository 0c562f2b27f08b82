/** Holds the code to docs/ARCHITECTURE.md: the arrows between packages, the purity of the stages, names and sizes. */
@NullMarked
package io.kongruent.architecture;

import org.jspecify.annotations.NullMarked;
