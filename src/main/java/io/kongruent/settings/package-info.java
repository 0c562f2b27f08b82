/** What a person can set, under {@code kongruent.…} in configuration files, environment variables and on the command line. */
@NullMarked
package io.kongruent.settings;

import org.jspecify.annotations.NullMarked;
