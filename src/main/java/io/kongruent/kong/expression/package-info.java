/**
 * The language of Kong's expressions router: its syntax tree, a parser that refuses what Kong refuses with Kong's own words, a
 * printer that never lets precedence or quoting change a meaning, the fields and types that Kong knows, and the one
 * regular-expression dialect of everything that comes from a route.
 */
@NullMarked
package io.kongruent.kong.expression;

import org.jspecify.annotations.NullMarked;
