/**
 * A direct, naive reading of the Gateway API's rules on the raw objects, to judge the product by. Shares no code with it: JDK and fabric8's models only, and
 * ArchUnit holds that. The properties that compare the two live in {@code io.kongruent.property}.
 */
@NullMarked
package io.kongruent.oracle;

import org.jspecify.annotations.NullMarked;
