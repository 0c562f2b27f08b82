package io.kongruent.graph;

/** What is wrong with a Secret or ConfigMap, without anything of its content. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    private final String problem;

    Unreadable(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /** A sentence of its own. */
    String problem() {
        return problem;
    }
}
