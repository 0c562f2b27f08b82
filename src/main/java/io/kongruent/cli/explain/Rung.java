package io.kongruent.cli.explain;

/** The rungs of the Gateway API's precedence, most significant first. */
public enum Rung {
    HOSTNAME("hostname"),
    PATH_TYPE("path type"),
    PATH_LENGTH("path length"),
    METHOD("method"),
    HEADERS("number of headers"),
    QUERY_PARAMS("number of query parameters"),
    AGE("age of the route"),
    NAME("name of the route"),
    RULE_ORDER("order of rules"),
    MATCH_ORDER("order of matches");

    private final String label;

    Rung(String label) {
        this.label = label;
    }

    /** As people read it. */
    public String label() {
        return label;
    }
}
