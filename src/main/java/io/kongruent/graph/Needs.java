package io.kongruent.graph;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a rule needs of the data plane that serves it, and what it costs where that isn't there. */
final class Needs {

    private final Capabilities capabilities;
    private final Dialect dialect;
    private final Function<UpstreamKey, Optional<BackendTls>> tls;
    private final List<Finding> findings = new ArrayList<>();

    private Needs(Capabilities capabilities, Dialect dialect, Function<UpstreamKey, Optional<BackendTls>> tls) {
        this.capabilities = capabilities;
        this.dialect = dialect;
        this.tls = tls;
    }

    /** What the data plane can't do of a rule. @param tls how TLS is spoken to a port */
    static List<Finding> missing(
            RuleNode rule,
            Capabilities capabilities,
            Dialect dialect,
            Function<UpstreamKey, Optional<BackendTls>> tls) {
        Needs needs = new Needs(capabilities, dialect, tls);
        switch (rule.rule()) {
            case Rule.L7 l7 -> needs.judge(l7, rule);
            case Rule.L4 l4 -> {}
        }
        return needs.findings;
    }

    private void judge(Rule.L7 rule, RuleNode node) {
        rule.matches().forEach(this::judge);
        for (int i = 0; i < rule.filters().size(); i++) {
            judge(rule.filters().get(i), "filters[" + i + "]");
        }
        for (BackendRef backend : rule.backends()) {
            String place = "backendRefs[" + backend.index() + "].filters";
            if (!backend.filters().isEmpty()) {
                need(Capability.BACKEND_FILTERS, place);
            }
            for (int i = 0; i < backend.filters().size(); i++) {
                judge(backend.filters().get(i), place + "[" + i + "]");
            }
        }
        node.backends().forEach(this::judgeTls);
        rule.backendRequestTimeout().ifPresent(t -> need(Capability.BACKEND_TIMEOUT, "timeouts.backendRequest"));
        if (answers500ForAShare(node)) {
            need(Capability.WEIGHTED_DRAW, "backendRefs");
            need(Capability.RESPOND, "backendRefs");
        }
    }

    private void judgeTls(BackendNode backend) {
        backend.upstream()
                .flatMap(tls)
                .ifPresent(wanted -> BackendTrust.missing(wanted.system(), capabilities)
                        .ifPresent(why -> findings.add(Finding.refusedBackend(
                                backend.ref().index(),
                                Reason.UnsupportedValue,
                                "backendRefs[" + backend.ref().index() + "]",
                                wanted.policy() + " asks for verified TLS, and " + why))));
    }

    /** Names that the router can't address are looked at by the plugin. */
    private void judge(Match match) {
        for (int i = 0; i < match.headers().size(); i++) {
            if (!dialect.addressesHeader(match.headers().get(i).name())) {
                needFacts(match, "headers[" + i + "]", match.headers().get(i).name());
            }
        }
        for (int i = 0; i < match.queryParams().size(); i++) {
            if (!dialect.addressesQueryParam(match.queryParams().get(i).name())) {
                needFacts(
                        match,
                        "queryParams[" + i + "]",
                        match.queryParams().get(i).name());
            }
        }
    }

    private void needFacts(Match match, String field, String name) {
        if (!capabilities.can(Capability.MATCH_FACTS)) {
            findings.add(Finding.dropMatch(
                    match.index(),
                    Reason.UnsupportedValue,
                    "matches[" + match.index() + "]." + field,
                    "Kong's router can't look at \"" + name + "\" by itself, and "
                            + capabilities.why(Capability.MATCH_FACTS)));
        }
    }

    private void judge(Filter filter, String field) {
        switch (filter) {
            case Filter.RequestHeaders f -> need(Capability.REQUEST_HEADERS, field);
            case Filter.ResponseHeaders f -> need(Capability.RESPONSE_HEADERS, field);
            case Filter.Redirect f -> need(Capability.REDIRECT, field);
            case Filter.Rewrite f -> need(Capability.REWRITE, field);
            case Filter.Extension f -> {}
            case Filter.Unsupported f -> {}
        }
    }

    private static boolean answers500ForAShare(RuleNode node) {
        return !node.hasNobodyToAnswer()
                && node.backends().stream()
                        .anyMatch(b -> b.upstream().isEmpty() && b.ref().weight() > 0);
    }

    private void need(Capability capability, String field) {
        if (!capabilities.can(capability)) {
            Finding finding = Finding.answer500(Reason.UnsupportedValue, field, capabilities.why(capability));
            if (!findings.contains(finding)) {
                findings.add(finding);
            }
        }
    }
}
