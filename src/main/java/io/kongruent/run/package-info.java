/** Puts the running controller together: settings become data planes and an engine, a source of objects drives it. Knows no kind of source. */
@NullMarked
package io.kongruent.run;

import org.jspecify.annotations.NullMarked;
