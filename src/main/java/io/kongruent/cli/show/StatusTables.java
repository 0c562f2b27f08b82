package io.kongruent.cli.show;

import io.kongruent.cli.print.Style;
import io.kongruent.cli.print.Table;
import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.ListenerSetNode;
import io.kongruent.model.Condition;
import io.kongruent.model.Ref;
import io.kongruent.verdict.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Statuses at a glance: a line for each listener and each parent of a route, and the messages of what isn't well. */
public final class StatusTables {

    private final Graph graph;
    private final Verdicts verdicts;
    private final Style style;

    private StatusTables(Graph graph, Verdicts verdicts, Style style) {
        this.graph = graph;
        this.verdicts = verdicts;
        this.style = style;
    }

    public static List<String> lines(Graph graph, Verdicts verdicts, Style style) {
        StatusTables tables = new StatusTables(graph, verdicts, style);
        List<String> lines = new ArrayList<>();
        tables.section(lines, tables.classes());
        tables.section(lines, tables.gateways());
        tables.section(lines, tables.routes());
        List<String> messages = tables.messages();
        if (!messages.isEmpty()) {
            lines.add("");
            lines.addAll(messages);
        }
        return lines;
    }

    private void section(List<String> lines, Table table) {
        if (!table.isEmpty()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(table.lines(""));
        }
    }

    private Table classes() {
        Table table = new Table(style, "CLASS", "ACCEPTED", "FEATURES");
        verdicts.byObject().values().forEach(v -> {
            if (v instanceof Verdicts.OfClass of) {
                table.row(
                        of.meta().ref().name(),
                        state(of.conditions(), Condition.Type.Accepted),
                        Integer.toString(of.supportedFeatures().size()));
            }
        });
        return table;
    }

    private Table gateways() {
        Table table = new Table(style, "GATEWAY", "PROGRAMMED", "LISTENER", "PORT", "HOSTNAME", "STATE", "ROUTES");
        for (GatewayNode node : graph.gateways()) {
            if (verdicts.byObject().get(node.meta().ref()) instanceof Verdicts.OfGateway of) {
                listeners(table, node, node.meta().ref(), node.meta().ref().path(), of.conditions(), of.listeners());
            }
            for (ListenerSetNode set : node.listenerSets()) {
                Ref ref = set.meta().ref();
                if (verdicts.byObject().get(ref) instanceof Verdicts.OfListenerSet of) {
                    listeners(table, node, ref, "+ " + ref, of.conditions(), of.listeners());
                }
            }
        }
        return table;
    }

    private void listeners(
            Table table,
            GatewayNode gateway,
            Ref source,
            String title,
            List<Condition> conditions,
            List<Verdicts.OfListener> listeners) {
        String name = title;
        String programmed = state(conditions, Condition.Type.Programmed);
        for (Verdicts.OfListener listener : listeners) {
            Optional<ListenerNode> its = gateway.listenersOf(source).stream()
                    .filter(l -> l.key().name().equals(listener.name()))
                    .findFirst();
            table.row(
                    name,
                    programmed,
                    listener.name(),
                    its.map(l -> l.protocol() + " " + l.port()).orElse(""),
                    its.map(l -> l.hostname().toString()).orElse(""),
                    summary(listener.conditions()),
                    Integer.toString(listener.attachedRoutes()));
            name = "";
            programmed = "";
        }
        if (listeners.isEmpty()) {
            table.row(name, programmed, "", "", "", summary(conditions), "");
        }
    }

    private Table routes() {
        Table table = new Table(style, "ROUTE", "PARENT", "ACCEPTED", "REFERENCES", "RULES");
        verdicts.byObject().forEach((ref, verdict) -> {
            if (verdict instanceof Verdicts.OfRoute of) {
                for (Verdicts.OfParent parent : of.parents()) {
                    table.row(
                            ref.kind() + " " + ref.path(),
                            parent.ref().path(),
                            state(parent.conditions(), Condition.Type.Accepted),
                            state(parent.conditions(), Condition.Type.ResolvedRefs),
                            find(parent.conditions(), Condition.Type.PartiallyInvalid)
                                            .filter(Condition::isTrue)
                                            .isPresent()
                                    ? style.warn("some refused")
                                    : style.good("all"));
                }
            }
        });
        return table;
    }

    private List<String> messages() {
        List<String> lines = new ArrayList<>();
        verdicts.byObject().forEach((ref, verdict) -> {
            switch (verdict) {
                case Verdicts.OfClass of -> tell(lines, ref.toString(), of.conditions());
                case Verdicts.OfGateway of -> {
                    tell(lines, ref.toString(), of.conditions());
                    of.listeners().forEach(l -> tell(lines, ref + " listener " + l.name(), l.conditions()));
                }
                case Verdicts.OfListenerSet of -> {
                    tell(lines, ref.toString(), of.conditions());
                    of.listeners().forEach(l -> tell(lines, ref + " listener " + l.name(), l.conditions()));
                }
                case Verdicts.OfPolicy of ->
                    of.ancestors()
                            .forEach(a -> tell(lines, ref + " at " + a.gateway().path(), a.conditions()));
                case Verdicts.OfRoute of ->
                    of.parents().forEach(p -> tell(lines, ref + " at " + p.ref().path(), p.conditions()));
            }
        });
        return lines;
    }

    private void tell(List<String> lines, String name, List<Condition> conditions) {
        for (Condition condition : conditions) {
            if (condition.isTrouble()) {
                lines.add(style.strong(name) + ": " + condition.type() + " " + condition.status() + ", "
                        + condition.reason() + ": " + condition.message());
            }
        }
    }

    private String state(List<Condition> conditions, Condition.Type type) {
        return find(conditions, type)
                .map(c -> {
                    String text = c.isTrue()
                            ? "yes"
                            : c.isFalse() ? "no (" + c.reason() + ")" : "unknown (" + c.reason() + ")";
                    return c.isTrouble() ? style.bad(text) : c.isTrue() ? style.good(text) : style.warn(text);
                })
                .orElse("");
    }

    private String summary(List<Condition> conditions) {
        String troubles = conditions.stream()
                .filter(Condition::isTrouble)
                .map(c -> c.reason().name())
                .distinct()
                .collect(Collectors.joining(", "));
        return troubles.isEmpty() ? style.good("ready") : style.bad(troubles);
    }

    private static Optional<Condition> find(List<Condition> conditions, Condition.Type type) {
        return conditions.stream().filter(c -> c.type() == type).findFirst();
    }
}
