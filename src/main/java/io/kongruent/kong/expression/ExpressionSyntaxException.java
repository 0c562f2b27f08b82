package io.kongruent.kong.expression;

/** A text is no expression. The message is what Kong's parser says, with the line, the place and what was expected there. */
public final class ExpressionSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ExpressionSyntaxException(String message) {
        super(message);
    }
}
