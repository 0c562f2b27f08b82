package io.kongruent.provision;

import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.Infrastructure;
import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import java.util.List;
import java.util.Set;

/**
 * What a Gateway's data plane depends on, and nothing else: two are equal when nothing has to be done.
 *
 * @param listens of the listeners that are accepted, in their order
 */
public record Wanted(Meta meta, String className, Infrastructure infrastructure, List<Listen> listens) {

    /**
     * A listener's port.
     *
     * @param port the Gateway's
     * @param kong Kong's for it
     * @param protocol the listener's
     */
    record Listen(int port, int kong, String protocol) {}

    public Wanted {
        listens = List.copyOf(listens);
    }

    static Wanted of(GatewayNode gateway) {
        Infrastructure of = gateway.infrastructure();
        return new Wanted(
                gateway.meta(),
                gateway.className(),
                new Infrastructure(
                        of.managed(), of.labels(), of.annotations(), of.parameters(), of.addresses(), Set.of()),
                gateway.listeners().stream()
                        .filter(l -> l.listenPort().isPresent() && isAccepted(l.conditions()))
                        .map(l -> new Listen(l.port(), l.listenPort().getAsInt(), l.protocol()))
                        .toList());
    }

    static boolean isAccepted(List<Condition> conditions) {
        return conditions.stream().anyMatch(c -> c.type() == Condition.Type.Accepted && c.isTrue());
    }
}
