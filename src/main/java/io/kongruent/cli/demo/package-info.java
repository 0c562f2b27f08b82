/** The demo: the examples on the embedded gateway, with real requests, checked as they go. */
@NullMarked
package io.kongruent.cli.demo;

import org.jspecify.annotations.NullMarked;
