package io.kongruent.verdict;

import io.kongruent.graph.Finding;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.ParentNode;
import io.kongruent.graph.RouteNode;
import io.kongruent.graph.RuleNode;
import io.kongruent.graph.UpstreamKey;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.push.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What Kong itself refused, told where it was declared. */
final class Refusals {

    private Refusals() {}

    /** The rules of a route with what the parent's data plane refused of them; empty where it refused nothing. */
    static Optional<List<RuleNode>> add(RouteNode route, ParentNode parent, DataPlaneVerdict dataPlane) {
        if (dataPlane.refused().isEmpty()) {
            return Optional.empty();
        }
        List<RuleNode> rules = new ArrayList<>();
        boolean any = false;
        for (RuleNode rule : route.rules()) {
            List<Finding> more = new ArrayList<>();
            for (Outcome.Refused refused : dataPlane.refused()) {
                finding(route.route().meta().ref(), rule, refused)
                        .filter(f -> !more.contains(f))
                        .ifPresent(more::add);
            }
            any |= !more.isEmpty();
            rules.add(more.isEmpty() ? rule : rule.with(parent.dataPlane(), more));
        }
        return any ? Optional.of(rules) : Optional.empty();
    }

    /** Kong's message where it refused every certificate of a listener; empty where one is left or none is needed. */
    static Optional<String> ofEveryCertificate(ListenerNode listener, DataPlaneVerdict dataPlane) {
        List<String> messages = listener.certificates().stream()
                .map(c -> dataPlane.refused().stream()
                        .filter(r -> r.origin().object().equals(c.secret()))
                        .findFirst()
                        .map(r -> c.secret() + ": " + r.message()))
                .flatMap(Optional::stream)
                .toList();
        return messages.isEmpty() || messages.size() < listener.certificates().size()
                ? Optional.empty()
                : Optional.of(String.join("; ", messages));
    }

    private static Optional<Finding> finding(Ref route, RuleNode rule, Outcome.Refused refused) {
        Ref object = refused.origin().object();
        OptionalInt match = refused.origin().match();
        if (object.equals(route)) {
            if (refused.origin().rule().orElse(rule.rule().index())
                    != rule.rule().index()) {
                return Optional.empty();
            }
            String field = match.isPresent() ? "matches[" + match.getAsInt() + "]" : refused.collection();
            return Optional.of(
                    refused.stubbed() || match.isEmpty()
                            ? Finding.answer500(Reason.UnsupportedValue, field, said(refused))
                            : Finding.dropMatch(match.getAsInt(), Reason.UnsupportedValue, field, said(refused)));
        }
        return rule.backends().stream()
                .filter(b -> b.upstream().filter(u -> isOf(u, object)).isPresent())
                .findFirst()
                .map(b -> Finding.answer500(
                        Reason.UnsupportedValue,
                        "backendRefs[" + b.ref().index() + "]",
                        object + ": " + said(refused)));
    }

    private static boolean isOf(UpstreamKey upstream, Ref object) {
        return object.group().isEmpty()
                && object.kind().equals("Service")
                && object.namespace().equals(upstream.namespace())
                && object.name().equals(upstream.service());
    }

    private static String said(Outcome.Refused refused) {
        return "Kong refused it: " + refused.message();
    }
}
