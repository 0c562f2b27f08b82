package io.kongruent.translate;

import io.kongruent.capability.Capability;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.ParentNode.Attachment;
import io.kongruent.kong.expression.Expression;
import io.kongruent.kong.expression.Field;
import io.kongruent.kong.expression.Literal;
import io.kongruent.kong.expression.Operator;
import io.kongruent.model.Hostname;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says, as an expression, that a request came in through one of a route's listeners and is for one of its hostnames there. */
sealed interface Entrance {

    /**
     * The condition for some hostnames on one listener.
     *
     * @param effective intersections with the listener's own hostname; never empty
     * @return empty when no request can be meant, since a more specific listener takes them all
     */
    Optional<Door> door(Attachment attachment, SortedSet<Hostname> effective);

    /**
     * A listener's condition, and that on the host; doors with the same condition on the host are told as one.
     *
     * @param host empty when the listener's own condition says enough
     */
    record Door(Expression listener, Optional<Expression> host) {}

    /** The way in which this data plane tells listeners apart. */
    static Entrance of(Site site) {
        return site.can(Capability.LISTENER_FACT)
                ? new ByFact()
                : new ByProtocol(site.listeners().all());
    }

    /** Any of the doors; empty without any. */
    static Optional<Expression> any(List<Door> doors) {
        SortedMap<String, List<Door>> byHost = new TreeMap<>();
        for (Door door : doors) {
            byHost.computeIfAbsent(door.host().map(Expression::toString).orElse(""), h -> new ArrayList<>())
                    .add(door);
        }
        if (byHost.isEmpty()) {
            return Optional.empty();
        }
        List<Expression> ways = new ArrayList<>();
        for (List<Door> same : byHost.values()) {
            SortedMap<String, Expression> listeners = new TreeMap<>();
            same.forEach(d -> listeners.put(d.listener().toString(), d.listener()));
            List<Expression> terms = new ArrayList<>();
            terms.add(Expression.or(List.copyOf(listeners.values())));
            same.getFirst().host().ifPresent(terms::add);
            ways.add(Expression.and(terms));
        }
        return Optional.of(Expression.or(ways));
    }

    /** That the host is one of these; empty when it may be any. One trailing dot doesn't count, and neither does case. */
    static Optional<Expression> hosts(SortedSet<Hostname> hostnames) {
        return names(Field.HTTP_HOST, hostnames);
    }

    /** Likewise for any name that a client sends. */
    static Optional<Expression> names(Field sent, SortedSet<Hostname> hostnames) {
        List<Expression> terms = new ArrayList<>();
        for (Hostname hostname : hostnames) {
            if (hostname.isAny()) {
                return Optional.empty();
            }
            terms.add(name(sent.lower(), hostname));
        }
        return Optional.of(Expression.or(terms));
    }

    private static Expression name(Field field, Hostname hostname) {
        return hostname.isWildcard()
                ? Expression.or(
                        Expression.suffix(field, hostname.suffix()), Expression.suffix(field, hostname.suffix() + "."))
                : Expression.or(
                        Expression.equalTo(field, hostname.value()), Expression.equalTo(field, hostname.value() + "."));
    }

    /** With our plugin: it tells the listener in a header that clients can't forge, so each listener's requests are its own. */
    record ByFact() implements Entrance {

        static final Field LISTENER = Field.named("http.headers.gwlistener");

        /** The value of the fact for a listener. */
        static String fact(int listenPort, Hostname hostname) {
            return listenPort + "/" + hostname.value();
        }

        @Override
        public Optional<Door> door(Attachment attachment, SortedSet<Hostname> effective) {
            Expression listener =
                    Expression.equalTo(LISTENER, fact(attachment.listenPort(), attachment.listenerHostname()));
            boolean said = effective.contains(attachment.listenerHostname());
            return Optional.of(new Door(listener, said ? Optional.empty() : hosts(effective)));
        }
    }

    /**
     * Without it: by protocol, since such a Kong serves at most one HTTP and one HTTPS port, and by leaving out the hosts of more specific listeners.
     *
     * <p>Kong's cache of matches doesn't know the protocol, but it does know the port once any expression looks at it: hence a condition on the port that
     * always holds (kong/router/fields.lua).
     *
     * @param listeners of the data plane, those that can't serve too
     */
    record ByProtocol(List<ListenerNode> listeners) implements Entrance {

        private static final Expression ANY_PORT =
                new Expression.Predicate(Field.NET_DST_PORT, Operator.GREATER_OR_EQUAL, new Literal.Int(0));

        public ByProtocol {
            listeners = List.copyOf(listeners);
        }

        @Override
        public Optional<Door> door(Attachment attachment, SortedSet<Hostname> effective) {
            SortedSet<Hostname> open = new TreeSet<>(effective);
            SortedSet<Hostname> taken = new TreeSet<>();
            boolean tls = false;
            for (ListenerNode other : listeners) {
                if (other.listenPort().orElse(-1) != attachment.listenPort()) {
                    continue;
                }
                tls |= other.terminatesTls();
                Hostname hostname = other.hostname();
                if (!hostname.equals(attachment.listenerHostname())
                        && attachment.listenerHostname().covers(hostname)) {
                    open.removeIf(hostname::covers);
                    taken.add(hostname);
                }
            }
            if (open.isEmpty()) {
                return Optional.empty();
            }
            taken.removeIf(t -> open.stream().noneMatch(o -> o.covers(t)));
            List<Expression> host = new ArrayList<>();
            hosts(open).ifPresent(host::add);
            if (!taken.isEmpty()) {
                hosts(taken).ifPresent(h -> host.add(Expression.not(h)));
            }
            Expression listener =
                    Expression.and(Expression.equalTo(Field.NET_PROTOCOL, tls ? "https" : "http"), ANY_PORT);
            return Optional.of(
                    new Door(listener, host.isEmpty() ? Optional.empty() : Optional.of(Expression.and(host))));
        }
    }
}
