package io.kongruent.cli.explain;

import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;

/**
 * A match that doesn't hold, and every reason why.
 *
 * @param elsewhere whether its route is about other hosts
 */
public record Miss(Ref route, int rule, Optional<String> ruleName, int match, boolean elsewhere, List<String> reasons) {
    public Miss {
        reasons = List.copyOf(reasons);
    }
}
