package io.kongruent.graph;

import io.kongruent.model.Ref;

/**
 * Names a listener.
 *
 * @param gateway the Gateway that it serves under
 * @param source the object that declares it: the Gateway itself, or a ListenerSet merged into it
 */
public record ListenerKey(Ref gateway, Ref source, String name) implements Comparable<ListenerKey> {
    @Override
    public int compareTo(ListenerKey o) {
        int c = gateway.compareTo(o.gateway);
        c = c != 0 ? c : source.compareTo(o.source);
        return c != 0 ? c : name.compareTo(o.name);
    }

    @Override
    public String toString() {
        return source + " listener " + name;
    }
}
