package io.kongruent.graph;

import io.kongruent.snapshot.Snapshot;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The GatewayClasses and Gateways of one controller, and what they say of their data planes. What a class says is read once. */
public final class OwnGateways {

    private final Snapshot snapshot;
    private final SortedMap<String, Own> classes = new TreeMap<>();
    private final List<LoweredGateway> gateways;

    /** A class. @param alone the parameters of Gateways that name none of their own */
    record Own(LoweredClass lowered, Parameters parameters, Parameters alone) {}

    public OwnGateways(Snapshot snapshot, String controllerName, Lowerers lowerers) {
        this.snapshot = snapshot;
        for (LoweredClass one : lowerers.classes().all(snapshot)) {
            if (one.controllerName().equals(controllerName)) {
                Parameters parameters = Parameters.of(snapshot, one);
                classes.put(one.meta().ref().name(), new Own(one, parameters, parameters.checked()));
            }
        }
        this.gateways = lowerers.gateways().all(snapshot).stream()
                .filter(gateway -> classes.containsKey(gateway.className()))
                .toList();
    }

    /** The classes, by name. */
    Collection<Own> classes() {
        return classes.values();
    }

    /** The Gateways of these classes. */
    public List<LoweredGateway> all() {
        return gateways;
    }

    /** The parameters of one of these, over those of its class. */
    public Parameters of(LoweredGateway gateway) {
        Own its = ofClass(gateway.className());
        return gateway.parameters()
                .map(ref -> its.parameters.under(snapshot, ref))
                .orElse(its.alone);
    }

    /** A class of ours. */
    Own ofClass(String name) {
        Own own = classes.get(name);
        if (own == null) {
            throw new IllegalArgumentException("no class of ours: " + name);
        }
        return own;
    }
}
