package io.kongruent.cli.offline;

import io.kongruent.graph.Dialect;
import io.kongruent.kong.expression.Field;
import io.kongruent.kong.expression.Regexes;
import java.util.Optional;

/** What Kong's expressions can say. */
final class KongDialect implements Dialect {
    @Override
    public Optional<String> regexProblem(String pattern) {
        return Regexes.problem(pattern);
    }

    @Override
    public boolean addressesHeader(String name) {
        return Field.header(name).isPresent();
    }

    @Override
    public boolean addressesQueryParam(String name) {
        return Field.query(name).isPresent();
    }
}
