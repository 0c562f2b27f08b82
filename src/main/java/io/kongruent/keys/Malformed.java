package io.kongruent.keys;

/** A key or certificate that can't be read. Says nothing of its content. */
public final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    private final String problem;

    Malformed(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /** What is wrong, to be put behind what it is wrong with: "isn't base64". */
    public String problem() {
        return problem;
    }
}
