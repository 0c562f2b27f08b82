/** The Gateway API's own manifests, as its Go module carries them, through the whole pipeline. */
@NullMarked
package io.kongruent.realinput;

import org.jspecify.annotations.NullMarked;
