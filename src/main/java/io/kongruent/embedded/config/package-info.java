/** Kong's declarative configuration as Kong judges it: the recorded schemas, references and uniqueness, and its refusals word for word. Owns no socket and no clock of its own. */
@NullMarked
package io.kongruent.embedded.config;

import org.jspecify.annotations.NullMarked;
