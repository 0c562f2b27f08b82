package io.kongruent.cli;

/** Ends a command with a message for people and exit code {@link ExitCodes#USAGE}. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String next;

    /**
     * @param message what is wrong
     * @param next what to do about it; may be empty
     */
    Failure(String message, String next) {
        super(message);
        this.next = next;
    }

    String next() {
        return next;
    }
}
