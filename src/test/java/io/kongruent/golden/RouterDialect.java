package io.kongruent.golden;

import io.kongruent.graph.Dialect;
import io.kongruent.kong.expression.Field;
import io.kongruent.kong.expression.Regexes;
import java.util.Optional;

/** Kong's expressions. */
final class RouterDialect implements Dialect {
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
