package io.kongruent.embedded.router;

/** A compiled expression. */
interface Test {
    boolean holds(Slots.Reading reading, Findings findings);
}
