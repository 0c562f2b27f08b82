/** Kong's entities as records, their canonical order, stable ids and JSON form; and the router's expression language. */
@NullMarked
package io.kongruent.kong;

import org.jspecify.annotations.NullMarked;
