package io.kongruent.translate;

import io.kongruent.graph.Match;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.Rule;
import io.kongruent.model.Meta;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A Kong route that waits for its id: everything about it that follows from the one object.
 *
 * @param identity see {@link #identity(Meta, Rule, Match, HostClass)}
 * @param name as Kong is to call it
 * @param meta the object
 * @param rule of the object
 * @param match of the rule
 * @param claims the listeners and hostnames that it serves, as texts: of two routes of one class that match the same request, some are equal
 * @param protocols what Kong calls that which comes in
 * @param service empty when a plugin answers, or when connections are to be closed
 * @param acts what its plugin does; empty without
 */
record Draft(
        String identity,
        String name,
        Meta meta,
        Rule rule,
        Match match,
        HostClass host,
        SortedSet<String> claims,
        String expression,
        long priority,
        List<String> protocols,
        Optional<String> service,
        Optional<Acts> acts) {

    /** Requests. */
    static final List<String> REQUESTS = List.of("http", "https");

    /** The usual reason of a stub. Why it is so the route's status says; clients need not know. */
    static final String UNSERVED = "can't be served; its status says why";

    /** What tells a Kong route apart from every other, for all time. */
    static String identity(Meta meta, Rule rule, Match match, HostClass host) {
        return meta.ref().group()
                + '/'
                + meta.ref().kind()
                + '/'
                + meta.ref().path()
                + '#'
                + rule.index()
                + '/'
                + match.index()
                + '/'
                + host.level();
    }

    /** By what objects are ordered: "alphabetical order by {namespace}/{name}". */
    String path() {
        return meta.ref().path();
    }

    /** What it does when what it should do is refused by Kong. */
    Acts stub(Site site) {
        return stub(site, meta, rule, 500, UNSERVED);
    }

    /** The answer for a rule that can't be had: names the rule and the way on, and nothing of the inside. */
    static Acts stub(Site site, Meta meta, Rule rule, int status, String why) {
        return Acts.answer(site, status, "Kongruent: " + rule.label() + " of " + meta.ref() + " " + why);
    }

    /** Where two drafts differ in this, the order between them is clear, or no request is matched by both, whatever their names. */
    Contest contest() {
        String path =
                match.path() instanceof PathMatch.Regex ? "~" : match.path().value();
        return new Contest(priority, Order.Standing.of(meta.createdSeconds(), path()), path);
    }

    /** What drafts have in common between which only names decide. */
    record Contest(long priority, Order.Standing standing, String path) {}
}
