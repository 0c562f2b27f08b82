package io.kongruent.embedded.router;

import com.google.re2j.Pattern;
import io.kongruent.embedded.router.RequestFields.FieldValue;
import io.kongruent.kong.expression.Expression;
import io.kongruent.kong.expression.Field;
import io.kongruent.kong.expression.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The routes of one subsystem, compiled and in the order in which Kong tries them. */
final class RouteTable {
    private static final Pattern LOWER_CASE_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final List<Entry> entries;
    private final Slots slots;
    private final MatchCache cache;

    /** A compiled route. {@code weight} is unsigned; {@code order} decides among equal weights. */
    private record Entry(RouterRoute route, long weight, String order, Expression expression, Condition test) {}

    private RouteTable(List<Entry> entries, Slots slots, CachePolicy policy) {
        this.entries = entries;
        this.slots = slots;
        this.cache = new MatchCache(policy);
    }

    static RouteTable of(Schema schema, List<RouterRoute> routes, CachePolicy policy) {
        Slots.Builder slots = new Slots.Builder(schema);
        ConditionCompiler compiler = new ConditionCompiler(slots);
        List<Entry> entries = new ArrayList<>();
        for (RouterRoute route : routes) {
            if (Schema.of(route.protocols()) == schema) {
                for (RoutePlan plan : RoutePlan.of(route)) {
                    Expression expression = checked(schema, plan.expression());
                    entries.add(
                            new Entry(route, plan.weight(), plan.order(), expression, compiler.compile(expression)));
                }
            }
        }
        entries.sort(Comparator.<Entry>comparingLong(e -> e.weight() ^ Long.MIN_VALUE)
                .thenComparing(Entry::order)
                .reversed());
        return new RouteTable(List.copyOf(entries), slots.build(), policy);
    }

    private static Expression checked(Schema schema, Expression expression) {
        schema.problem(expression).ifPresent(problem -> {
            throw new IllegalArgumentException(problem + ": " + expression);
        });
        return expression;
    }

    Routing route(RequestFields fields) {
        return cache.get(slots, fields, () -> match(fields));
    }

    private Routing match(RequestFields fields) {
        Slots.Reading reading = slots.read(fields);
        if (reading.failure().isPresent()) {
            return reading.failure().get();
        }
        Findings findings = new Findings();
        for (Entry entry : entries) {
            if (entry.test().holds(reading, findings)) {
                return LOWER_CASE_ID.matcher(entry.order()).matches()
                        ? new Routing.Matched(entry.route(), findings.matchedPath(), findings.captures())
                        : new Routing.Failed("the route's id " + entry.order() + " is no lower-case UUID");
            }
            findings.clear();
        }
        return new Routing.Missed(Optional.empty());
    }

    List<RouterRoute> candidates(RequestFields fields) {
        Slots.Reading reading = slots.read(fields);
        if (reading.failure().isPresent()) {
            return List.of();
        }
        Findings findings = new Findings();
        return entries.stream()
                .filter(entry -> entry.test().holds(reading, findings))
                .map(Entry::route)
                .distinct()
                .toList();
    }

    List<RouteExplanation> explain(RequestFields fields) {
        Slots.Reading reading = slots.read(fields);
        Map<RouterRoute, RouteExplanation> explanations = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Optional<Expression> failed = reading.failure().isPresent()
                    ? Optional.of(entry.expression())
                    : failed(entry.expression(), reading);
            RouteExplanation explanation = new RouteExplanation(
                    entry.route(),
                    failed,
                    failed.map(part -> seen(part, fields)).orElse(Map.of()));
            explanations.merge(entry.route(), explanation, (first, next) -> first.matches() ? first : next);
        }
        return List.copyOf(explanations.values());
    }

    private Optional<Expression> failed(Expression expression, Slots.Reading reading) {
        if (expression instanceof Expression.And(List<Expression> terms)) {
            return terms.stream()
                    .map(term -> failed(term, reading))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        Condition test = new ConditionCompiler(slots).compile(expression);
        return test.holds(reading, new Findings()) ? Optional.empty() : Optional.of(expression);
    }

    private static Map<String, List<String>> seen(Expression part, RequestFields fields) {
        Map<String, List<String>> seen = new TreeMap<>();
        part.fields().map(Field::name).forEach(name -> {
            FieldValue value = fields.read(name);
            seen.put(
                    name,
                    value.values().stream()
                            .map(text -> WireText.decode(text).orElse(text))
                            .toList());
        });
        return seen;
    }
}
