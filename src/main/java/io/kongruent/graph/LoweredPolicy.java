package io.kongruent.graph;

import io.kongruent.model.Meta;
import java.util.List;

/** A policy, lowered. @param <T> how it says what it is for */
interface LoweredPolicy<T> {

    Meta meta();

    /** What it is for. */
    List<T> targets();
}
