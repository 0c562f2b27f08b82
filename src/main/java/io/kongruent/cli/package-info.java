/**
 * The command line: commands as thin shells over the stages, the explanation of a request, the difference of two configurations, the folder as a source of
 * objects, and the demo.
 */
@NullMarked
package io.kongruent.cli;

import org.jspecify.annotations.NullMarked;
