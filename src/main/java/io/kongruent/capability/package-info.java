/** What a data plane can do, as data: the capabilities it reports, and the conformance feature names with what each of them needs. */
@NullMarked
package io.kongruent.capability;

import org.jspecify.annotations.NullMarked;
