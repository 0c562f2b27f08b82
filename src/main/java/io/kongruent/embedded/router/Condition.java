package io.kongruent.embedded.router;

/** A compiled expression. */
interface Condition {
    boolean holds(Slots.Reading reading, Findings findings);
}
