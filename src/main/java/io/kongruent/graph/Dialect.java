package io.kongruent.graph;

import java.util.Optional;

/** What the data plane's router can say. Lowering and resolve ask it, so that what can't be said is refused where it is declared. */
public interface Dialect {

    /** Why a regular expression can't be used, in one line; empty when it can. */
    Optional<String> regexProblem(String pattern);

    /** Whether the router itself can look at a request header of that name; otherwise the plugin has to ({@code match-facts}). */
    boolean addressesHeader(String name);

    /** Whether the router itself can look at a query parameter of that name; otherwise the plugin has to ({@code match-facts}). */
    boolean addressesQueryParam(String name);
}
