package io.kongruent.behaviour;

import java.util.Optional;

/**
 * One of a rule's backends with what happens to the requests that are drawn for it.
 *
 * @param weight 0 to 1,000,000; 0 is never drawn
 * @param upstream the name of a Kong upstream; empty: the route's own service
 * @param respond what requests get instead of a backend: the share of a backend that can't be had
 */
public record WeightedBackend(
        int weight,
        Optional<String> upstream,
        HeaderEdits requestHeaders,
        HeaderEdits responseHeaders,
        Optional<Redirect> redirect,
        Optional<Rewrite> rewrite,
        Optional<Respond> respond) {

    /** A backend without filters. */
    public static WeightedBackend to(int weight, String upstream) {
        return new WeightedBackend(
                weight,
                Optional.of(upstream),
                HeaderEdits.NONE,
                HeaderEdits.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A share of the requests that the gateway answers itself. */
    public static WeightedBackend answering(int weight, Respond respond) {
        return new WeightedBackend(
                weight,
                Optional.empty(),
                HeaderEdits.NONE,
                HeaderEdits.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(respond));
    }
}
