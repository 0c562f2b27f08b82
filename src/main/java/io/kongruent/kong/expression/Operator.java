package io.kongruent.kong.expression;

/** How a predicate compares its field with its literal. */
public enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    REGEX("~"),
    PREFIX("^="),
    POSTFIX("=^"),
    GREATER_OR_EQUAL(">="),
    GREATER(">"),
    LESS_OR_EQUAL("<="),
    LESS("<"),
    IN("in"),
    NOT_IN("not in"),
    CONTAINS("contains");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /** The operator as it is written. */
    public String symbol() {
        return symbol;
    }
}
