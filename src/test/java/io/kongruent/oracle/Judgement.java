package io.kongruent.oracle;

import java.util.Optional;

/**
 * What must happen, and how it was decided.
 *
 * @param contenders how many rules match, or how many routes of one rule
 * @param decidedBy the level on which the winner differs from the next best match of another rule; empty with fewer than two
 */
public record Judgement<A>(A answer, int contenders, Optional<Level> decidedBy) {

    static <A> Judgement<A> plain(A answer) {
        return new Judgement<>(answer, 0, Optional.empty());
    }

    /** Decided likewise, with more or other words for what must happen. */
    public <B> Judgement<B> saying(B answer) {
        return new Judgement<>(answer, contenders, decidedBy);
    }

    /** Whether there was something to decide. */
    public boolean isContested() {
        return contenders > 1;
    }
}
