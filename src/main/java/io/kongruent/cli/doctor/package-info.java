/** What a Kong can and can't do for us, and which of its settings is missing: read from what its Admin API tells, without changing anything. */
@NullMarked
package io.kongruent.cli.doctor;

import org.jspecify.annotations.NullMarked;
