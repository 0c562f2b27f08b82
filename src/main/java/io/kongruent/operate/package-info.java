/** What whoever operates the controller sees of it: the journal, health and metrics. Listens to the engine and changes nothing. */
@NullMarked
package io.kongruent.operate;

import org.jspecify.annotations.NullMarked;
