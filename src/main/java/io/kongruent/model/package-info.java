/** Small values that every stage speaks in: references, hostnames, conditions and their reasons. Depends on the JDK alone. */
@NullMarked
package io.kongruent.model;

import org.jspecify.annotations.NullMarked;
