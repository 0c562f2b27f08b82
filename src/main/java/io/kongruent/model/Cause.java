package io.kongruent.model;

/** Where a failure comes from. */
public final class Cause {

    private Cause() {}

    /** The innermost of what was wrapped; itself where nothing was. */
    public static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** For people: what the root says, or what it is called where it says nothing. */
    public static String why(Throwable failure) {
        Throwable root = root(failure);
        return Declared.text(root.getMessage(), root.getClass().getSimpleName());
    }
}
