/** Golden cases: manifests in, Kong configuration and statuses out, and the check that the real CRDs would take what goes in. */
@NullMarked
package io.kongruent.golden;

import org.jspecify.annotations.NullMarked;
