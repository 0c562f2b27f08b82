package io.kongruent.graph;

import java.util.List;
import java.util.Optional;

/**
 * One match of an L7 rule: all its parts must hold.
 *
 * @param index its place in the rule's list, 0-based
 * @param headers names unique and in declared order ("only the first entry with an equivalent name must be considered")
 * @param queryParams likewise
 * @param precedence where it stands among matches of the same kind that hold for the same request
 */
public record Match(
        int index,
        PathMatch path,
        Optional<String> method,
        List<ValueMatch> headers,
        List<ValueMatch> queryParams,
        Precedence precedence) {

    public Match {
        headers = List.copyOf(headers);
        queryParams = List.copyOf(queryParams);
    }
}
