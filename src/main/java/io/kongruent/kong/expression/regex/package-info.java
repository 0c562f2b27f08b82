/**
 * The regular-expression dialect of Kong's router: what its syntax is, why a pattern is refused, how large a pattern is to Kong,
 * and the same pattern written for the linear engine that runs here.
 */
@NullMarked
package io.kongruent.kong.expression.regex;

import org.jspecify.annotations.NullMarked;
