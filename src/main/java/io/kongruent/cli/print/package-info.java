/** What is shown on a terminal: colours where they are wanted, lines in columns. */
@NullMarked
package io.kongruent.cli.print;

import org.jspecify.annotations.NullMarked;
