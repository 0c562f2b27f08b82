package io.kongruent.translate;

import io.kongruent.behaviour.Fact;
import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.graph.Match;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.Precedence;
import io.kongruent.graph.Rule.L7.Requests;
import io.kongruent.graph.ValueMatch;
import io.kongruent.kong.expression.Expression;
import io.kongruent.kong.expression.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a match says about path, method, headers and query parameters, as an expression and, where the data plane can, as facts.
 *
 * <p>Headers and query parameters are facts of our plugin whenever it can compute them: Kong's expressions can't address every name, take {@code X_A} for
 * {@code x-a}, want every value of a repeated one to match, and answer 404 to any request whose value isn't UTF-8 once a single route looks at that
 * header. docs/mapping.md has the list.
 *
 * @param expressions to be joined by "and"
 * @param facts that the expressions rely on
 * @param names of headers that the expressions look at themselves
 */
record Conditions(List<Expression> expressions, List<Fact> facts, List<String> names) {

    private static final Field FACTS = Field.named("http.headers.gwfacts");

    Conditions {
        expressions = List.copyOf(expressions);
        facts = List.copyOf(facts);
        names = List.copyOf(names);
    }

    /** Content types of gRPC; {@code application/grpc-web} is another protocol. */
    private static final ValueMatch GRPC = new ValueMatch.Regex("content-type", "application/grpc(?:[+;].*)?");

    /** That a request is a call of gRPC, whatever it calls. */
    static Conditions ofAnyCall(Capabilities capabilities) {
        Match any = new Match(
                0, new PathMatch.Prefix("/"), Optional.empty(), List.of(), List.of(), new Precedence(0, 0, 0, 0));
        return of(Requests.GRPC, any, capabilities).orElseThrow();
    }

    /** The conditions of a match; empty when no request can ever meet them, or when this data plane has no way to say them. */
    static Optional<Conditions> of(Requests requests, Match match, Capabilities capabilities) {
        List<Expression> expressions = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (!path(match.path(), expressions)) {
            return Optional.empty();
        }
        match.method().ifPresent(m -> expressions.add(Expression.equalTo(Field.HTTP_METHOD, m)));
        boolean asFacts = capabilities.can(Capability.MATCH_FACTS);
        List<ValueMatch> headers = new ArrayList<>(match.headers());
        if (requests == Requests.GRPC) {
            headers.add(GRPC);
        }
        for (ValueMatch header : headers) {
            if (asFacts) {
                facts.add(Fact.of(new Fact.Subject.Header(header.name().toLowerCase(Locale.ROOT)), test(header)));
            } else if (!add(Field.header(header.name()), header, expressions)) {
                return Optional.empty();
            } else {
                names.add(header.name().toLowerCase(Locale.ROOT));
            }
        }
        for (ValueMatch query : match.queryParams()) {
            if (asFacts) {
                facts.add(Fact.of(new Fact.Subject.Query(query.name()), test(query)));
            } else if (!add(Field.query(query.name()), query, expressions)) {
                return Optional.empty();
            }
        }
        for (Fact fact : facts) {
            expressions.add(Expression.contains(FACTS, "," + fact.id() + ","));
        }
        return Optional.of(new Conditions(expressions, facts, names));
    }

    private static boolean path(PathMatch match, List<Expression> expressions) {
        Optional<String> path = match instanceof PathMatch.Regex
                ? Optional.of(match.value())
                : DeclaredPath.asRouterSees(match.value());
        if (path.isEmpty()) {
            return false;
        }
        switch (match) {
            case PathMatch.Exact exact -> expressions.add(Expression.equalTo(Field.HTTP_PATH, path.get()));
            case PathMatch.Prefix prefix -> {
                String stem = path.get().endsWith("/")
                        ? path.get().substring(0, path.get().length() - 1)
                        : path.get();
                if (!stem.isEmpty()) {
                    expressions.add(Expression.or(
                            Expression.equalTo(Field.HTTP_PATH, stem), Expression.prefix(Field.HTTP_PATH, stem + "/")));
                }
            }
            case PathMatch.Regex regex -> expressions.add(Expression.regex(Field.HTTP_PATH, whole(regex.value())));
        }
        return true;
    }

    private static boolean add(Optional<Field> field, ValueMatch match, List<Expression> expressions) {
        field.ifPresent(f -> expressions.add(
                switch (match) {
                    case ValueMatch.Exact exact -> Expression.equalTo(f, exact.value());
                    case ValueMatch.Regex regex -> Expression.regex(f, whole(regex.value()));
                }));
        return field.isPresent();
    }

    private static Fact.Test test(ValueMatch match) {
        return switch (match) {
            case ValueMatch.Exact exact -> new Fact.Test.Exact(exact.value());
            case ValueMatch.Regex regex -> new Fact.Test.Regex(whole(regex.value()));
        };
    }

    /** Kong finds a pattern anywhere; the Gateway API's has to match the whole value. */
    private static String whole(String pattern) {
        return "^(?:" + pattern + ")$";
    }
}
