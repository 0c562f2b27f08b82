/** Graphs and statuses as people and programs read them: trees for YAML and JSON, tables for terminals, and lists of what is wrong. */
@NullMarked
package io.kongruent.cli.show;

import org.jspecify.annotations.NullMarked;
