package io.kongruent.verdict;

import io.kongruent.graph.BackendNode;
import io.kongruent.graph.Finding;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.ParentNode;
import io.kongruent.graph.RouteNode;
import io.kongruent.graph.RuleNode;
import io.kongruent.graph.UpstreamKey;
import io.kongruent.kong.Origin;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.push.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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
            Set<Finding> found = new LinkedHashSet<>();
            dataPlane.refused().stream()
                    .map(refused -> ofRule(route.route().meta().ref(), rule, refused))
                    .flatMap(Optional::stream)
                    .forEach(found::add);
            found.addAll(ofBackends(rule, dataPlane));
            List<Finding> more = List.copyOf(found);
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

    /** What was refused of the rule itself. */
    private static Optional<Finding> ofRule(Ref route, RuleNode rule, Outcome.Refused refused) {
        boolean concerns = refused.origin().object().equals(route)
                && refused.origin().rule().orElse(rule.rule().index())
                        == rule.rule().index();
        if (!concerns) {
            return Optional.empty();
        }
        OptionalInt match = refused.origin().match();
        String field = match.isPresent() ? "matches[" + match.getAsInt() + "]" : refused.collection();
        return Optional.of(
                refused.stubbed() || match.isEmpty()
                        ? Finding.answer500(Reason.UnsupportedValue, field, said(refused))
                        : Finding.dropMatch(match.getAsInt(), Reason.UnsupportedValue, field, said(refused)));
    }

    /** What was refused of the places that the rule's requests go to. It costs the rule only where no other is left. */
    private static List<Finding> ofBackends(RuleNode rule, DataPlaneVerdict dataPlane) {
        List<BackendNode> weighty =
                rule.backends().stream().filter(b -> b.ref().weight() > 0).toList();
        Map<BackendNode, Outcome.Refused> lost = new LinkedHashMap<>();
        for (BackendNode backend : weighty) {
            dataPlane.refused().stream()
                    .filter(r -> concerns(r.origin(), backend, weighty))
                    .findFirst()
                    .ifPresent(r -> lost.put(backend, r));
        }
        boolean others = weighty.stream().anyMatch(b -> b.upstream().isPresent() && !lost.containsKey(b));
        List<Finding> findings = new ArrayList<>();
        lost.forEach((backend, refused) -> {
            int index = backend.ref().index();
            String field = "backendRefs[" + index + "]";
            String message = refused.origin().object() + ": " + said(refused);
            boolean alone = !others || refused.origin().port().isEmpty();
            findings.add(
                    alone
                            ? Finding.answer500(Reason.UnsupportedValue, field, message)
                            : Finding.refusedBackend(index, Reason.UnsupportedValue, field, message));
        });
        return findings;
    }

    /** Whether a backend needs what was refused: its Service's port, or the mix of a split that begins with it. */
    private static boolean concerns(Origin origin, BackendNode backend, List<BackendNode> weighty) {
        Optional<UpstreamKey> service =
                backend.upstream().filter(u -> origin.object().equals(u.backend()));
        return service.isPresent()
                && (origin.port().isPresent()
                        ? origin.port().getAsInt() == service.get().port()
                        : weighty.size() > 1 && weighty.getFirst().equals(backend));
    }

    private static String said(Outcome.Refused refused) {
        return "Kong refused it: " + refused.message();
    }
}
