/** Private keys and certificates: reading and writing their PEM form, and making certificates of our own. The JDK reads and signs; what it can't write is here. */
@NullMarked
package io.kongruent.keys;

import org.jspecify.annotations.NullMarked;
