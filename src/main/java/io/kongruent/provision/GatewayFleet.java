package io.kongruent.provision;

import io.kongruent.engine.Fleet;
import io.kongruent.engine.PlaneSettings;
import io.kongruent.graph.LoweredClass;
import io.kongruent.graph.LoweredGateway;
import io.kongruent.graph.Lowerers;
import io.kongruent.graph.LoweringCache;
import io.kongruent.graph.Parameters;
import io.kongruent.model.Ref;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.AdminTls;
import io.kongruent.snapshot.Snapshot;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A data plane for every Gateway of ours that none of those from the settings claims. Belongs to the engine's thread. */
public final class GatewayFleet implements Fleet {

    /** Opens an Admin API. */
    public interface Opening {
        /** @param tls where it is reached by mutual TLS */
        Admin open(AdminEndpoint endpoint, Optional<AdminTls> tls);
    }

    private final String controllerName;
    private final List<PlaneSettings> set;
    private final LoweringCache known = new LoweringCache();
    private final Lowerers lowerers;
    private final AdminKeys keys;
    private final Troubles troubles;
    private final Opening opening;

    /** Those there were at the last look, by data plane and address. */
    private Map<String, Admin> admins = Map.of();

    /**
     * A fleet.
     *
     * @param set the data planes that people have set up, for the Gateways and classes that they claim
     * @param lowerers of classes and Gateways
     * @param troubles why some aren't made
     */
    public GatewayFleet(
            String controllerName,
            List<PlaneSettings> set,
            Lowerers lowerers,
            AdminKeys keys,
            Troubles troubles,
            Opening opening) {
        this.controllerName = controllerName;
        this.set = List.copyOf(set);
        this.lowerers = known.remember(lowerers);
        this.keys = keys;
        this.troubles = troubles;
        this.opening = opening;
    }

    @Override
    public Optional<String> standard() {
        return Optional.empty();
    }

    @Override
    public boolean takesParameters() {
        return true;
    }

    @Override
    public List<PlaneSettings> planes(Snapshot snapshot) {
        Map<String, LoweredClass> classes = new HashMap<>();
        for (LoweredClass one : lowerers.classes().all(snapshot)) {
            if (one.controllerName().equals(controllerName)) {
                classes.put(one.meta().ref().name(), one);
            }
        }
        Endpoints endpoints = new Endpoints(snapshot);
        Map<String, Admin> now = new HashMap<>();
        List<PlaneSettings> planes = new ArrayList<>(set);
        for (LoweredGateway gateway : lowerers.gateways().all(snapshot)) {
            LoweredClass gatewayClass = classes.get(gateway.className());
            if (gatewayClass != null && !isClaimed(gateway)) {
                planes.add(plane(gateway, Parameters.of(snapshot, gatewayClass, gateway), endpoints, now));
            }
        }
        admins = now;
        known.endPass();
        return planes;
    }

    private boolean isClaimed(LoweredGateway gateway) {
        return set.stream()
                .anyMatch(p -> p.gateways().contains(gateway.meta().ref().path())
                        || p.classes().contains(gateway.className()));
    }

    private PlaneSettings plane(
            LoweredGateway gateway, Parameters parameters, Endpoints endpoints, Map<String, Admin> now) {
        return parameters.isUnmanaged()
                ? found(gateway.meta().ref(), parameters, endpoints, now)
                : made(gateway.meta().ref(), parameters, endpoints, now);
    }

    private PlaneSettings made(Ref ref, Parameters parameters, Endpoints endpoints, Map<String, Admin> now) {
        String name = ref.path();
        List<Admin> instances = new ArrayList<>();
        if (parameters.refusal().isEmpty() && keys.authority().isPresent()) {
            for (String place : endpoints.of(ref.namespace(), Names.admin(ref), "admin")) {
                AdminEndpoint endpoint = AdminEndpoint.at(URI.create("https://" + place));
                instances.add(remembered(
                        name, endpoint, () -> opening.open(endpoint, Optional.of(keys.tls(Blueprint.host(ref)))), now));
            }
        }
        return new PlaneSettings(
                name,
                instances,
                KongPorts.asMap(),
                Set.of(name),
                Set.of(),
                endpoints.addresses(ref.namespace(), Names.of(ref)),
                Optional.of(new PlaneSettings.Made(ref.namespace() + "/" + Names.of(ref), troubles.of(ref))));
    }

    /** One that somebody else runs, where the parameters say. */
    private PlaneSettings found(Ref ref, Parameters parameters, Endpoints endpoints, Map<String, Admin> now) {
        Unmanaged said = new Unmanaged(parameters.spec().path("unmanaged"), endpoints);
        List<Admin> instances = new ArrayList<>();
        for (URI url : said.admins()) {
            AdminEndpoint endpoint = AdminEndpoint.at(url);
            instances.add(remembered(ref.path(), endpoint, () -> opening.open(endpoint, Optional.empty()), now));
        }
        return new PlaneSettings(ref.path(), instances, said.ports(), Set.of(ref.path()), Set.of(), said.addresses());
    }

    private Admin remembered(String plane, AdminEndpoint endpoint, Supplier<Admin> open, Map<String, Admin> now) {
        return now.computeIfAbsent(plane + " " + endpoint.url(), key -> {
            Admin known = admins.get(key);
            return known != null ? known : open.get();
        });
    }
}
