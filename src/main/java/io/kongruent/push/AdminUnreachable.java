package io.kongruent.push;

/** An Admin API that can't be reached, or that answers what no Kong answers. The message is for people and names no secret. */
public final class AdminUnreachable extends RuntimeException {

    private static final long serialVersionUID = 1;

    public AdminUnreachable(String message) {
        super(message);
    }

    public AdminUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
