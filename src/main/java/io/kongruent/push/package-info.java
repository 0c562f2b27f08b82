/** Brings a Kong state to a Kong: the Admin API client, the diff, errors mapped back to entities, what was refused, and the outcome. */
@NullMarked
package io.kongruent.push;

import org.jspecify.annotations.NullMarked;
