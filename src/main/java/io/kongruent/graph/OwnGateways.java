package io.kongruent.graph;

import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The GatewayClasses and Gateways of one controller, and what they say of their data planes. What a class says is read once. Gateways that say the same of Kongs
 * that somebody else runs share these; one that says something else of a Kong that an older one has, or names one of the settings, gets nothing, or each would
 * undo what the other wants.
 */
public final class OwnGateways {

    private final Snapshot snapshot;
    private final Map<String, String> setUp;
    private final SortedMap<String, Own> classes = new TreeMap<>();
    private final List<LoweredGateway> gateways;
    private final Map<Ref, Parameters> parameters = new HashMap<>();

    /** A class. @param alone the parameters of Gateways that name none of their own */
    record Own(LoweredClass lowered, Parameters parameters, Parameters alone) {}

    /** For whoever doesn't ask which parameters are refused because of a data plane of the settings. */
    public OwnGateways(Snapshot snapshot, String controllerName, Lowerers lowerers) {
        this(snapshot, controllerName, lowerers, Map.of());
    }

    /** @param setUp the data planes of the settings, by the URL of each of their Admin APIs without a final slash */
    public OwnGateways(Snapshot snapshot, String controllerName, Lowerers lowerers, Map<String, String> setUp) {
        this.snapshot = snapshot;
        this.setUp = setUp;
        for (LoweredClass one : lowerers.classes().all(snapshot)) {
            if (one.controllerName().equals(controllerName)) {
                Parameters parameters = Parameters.of(snapshot, one);
                classes.put(one.meta().ref().name(), new Own(one, parameters, parameters.checked()));
            }
        }
        this.gateways = lowerers.gateways().all(snapshot).stream()
                .filter(gateway -> classes.containsKey(gateway.className()))
                .toList();
        Map<String, LoweredGateway> taken = new HashMap<>();
        gateways.stream()
                .sorted((a, b) -> Meta.byAge(a.meta(), b.meta()))
                .forEach(gateway -> parameters.put(gateway.meta().ref(), judged(gateway, taken)));
    }

    /** @param taken by which older Gateway each Admin API is led to */
    private Parameters judged(LoweredGateway gateway, Map<String, LoweredGateway> taken) {
        Parameters its = laid(gateway);
        if (its.refusal().isPresent()) {
            return its;
        }
        for (String admin : its.admins()) {
            if (setUp.containsKey(admin)) {
                return its.refused(
                        admin + " is of the data plane \"" + setUp.get(admin)
                                + "\" of the settings (kongruent.data-planes); name another Kong, or have that data plane claim the Gateway");
            }
            LoweredGateway older = taken.get(admin);
            if (older != null && !of(older).meansSameKongs(its)) {
                return its.refused(
                        admin + " is of the data plane of " + older.meta().ref()
                                + " already, whose parameters say something else of it in unmanaged; let both say the same, or name another Kong");
            }
        }
        its.admins().forEach(admin -> taken.putIfAbsent(admin, gateway));
        return its;
    }

    private Parameters laid(LoweredGateway gateway) {
        Own its = ofClass(gateway.className());
        return gateway.parameters()
                .map(ref -> its.parameters.under(snapshot, ref))
                .orElse(its.alone);
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
        Parameters its = parameters.get(gateway.meta().ref());
        if (its == null) {
            throw new IllegalArgumentException(
                    "no Gateway of ours: " + gateway.meta().ref());
        }
        return its;
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
