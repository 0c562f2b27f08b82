/** Benchmarks: the pure stages under JMH ({@code make bench}). They are measured, never asserted on. */
@NullMarked
package io.kongruent.bench;

import org.jspecify.annotations.NullMarked;
