package io.kongruent.provision;

import com.fasterxml.jackson.databind.JsonNode;
import io.kongruent.engine.Fleet;
import io.kongruent.engine.PlaneSettings;
import io.kongruent.graph.Access;
import io.kongruent.graph.LoweredGateway;
import io.kongruent.graph.Lowerers;
import io.kongruent.graph.LoweringCache;
import io.kongruent.graph.OwnGateways;
import io.kongruent.graph.Parameters;
import io.kongruent.model.Ref;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.AdminTls;
import io.kongruent.snapshot.Snapshot;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A data plane for every Gateway of ours that none of those from the settings claims. Belongs to the engine's thread. */
public final class GatewayFleet implements Fleet {

    /** Opens an Admin API. */
    public interface Opening {
        /** @param tls where it is reached by mutual TLS */
        Admin open(AdminEndpoint endpoint, Optional<AdminTls> tls);
    }

    private final String controllerName;
    private final List<PlaneSettings> set;
    private final Map<String, String> setUp;
    private final LoweringCache known = new LoweringCache();
    private final Lowerers lowerers;
    private final AdminKeys keys;
    private final Troubles troubles;
    private final Opening opening;

    /** Those there were at the last look, by data plane and address. */
    private Map<Known, Admin> admins = Map.of();

    /** An Admin API as it is spoken to: with another token or certificate it is opened anew. */
    private record Known(String plane, URI url, Optional<Access> access) {}

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
        Map<String, String> byAdmin = new HashMap<>();
        set.forEach(plane ->
                plane.instances().forEach(admin -> byAdmin.put(Parameters.admin(admin.url()), plane.name())));
        this.setUp = Map.copyOf(byAdmin);
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
    public Map<String, String> setUp() {
        return setUp;
    }

    @Override
    public boolean takesParameters() {
        return true;
    }

    @Override
    public List<PlaneSettings> planes(Snapshot snapshot) {
        OwnGateways own = new OwnGateways(snapshot, controllerName, lowerers, setUp);
        Endpoints endpoints = new Endpoints(snapshot);
        Map<Known, Admin> now = new HashMap<>();
        List<PlaneSettings> planes = new ArrayList<>(set);
        Map<JsonNode, List<Ref>> sharing = new LinkedHashMap<>();
        for (LoweredGateway gateway : own.all()) {
            Ref ref = gateway.meta().ref();
            Parameters parameters = own.of(gateway);
            if (isClaimed(gateway)) {
                continue;
            }
            if (!parameters.isUnmanaged()) {
                planes.add(made(ref, parameters, endpoints, now));
            } else if (parameters.refusal().isEmpty()) {
                sharing.computeIfAbsent(parameters.spec().path("unmanaged"), unmanaged -> new ArrayList<>())
                        .add(ref);
            } else {
                planes.add(nowhere(ref));
            }
        }
        sharing.forEach((unmanaged, refs) -> planes.add(found(refs, unmanaged, snapshot, endpoints, now)));
        admins = now;
        known.endPass();
        return planes;
    }

    private boolean isClaimed(LoweredGateway gateway) {
        return set.stream()
                .anyMatch(p -> p.gateways().contains(gateway.meta().ref().path())
                        || p.classes().contains(gateway.className()));
    }

    private PlaneSettings made(Ref ref, Parameters parameters, Endpoints endpoints, Map<Known, Admin> now) {
        String name = ref.path();
        List<Admin> instances = new ArrayList<>();
        if (parameters.refusal().isEmpty() && keys.authority().isPresent()) {
            for (String place : endpoints.of(ref.namespace(), Names.admin(ref), "admin")) {
                AdminEndpoint endpoint = AdminEndpoint.at(URI.create("https://" + place));
                instances.add(remembered(
                        new Known(name, endpoint.url(), Optional.empty()),
                        () -> opening.open(endpoint, Optional.of(keys.tls(Blueprint.host(ref)))),
                        now));
            }
        }
        return new PlaneSettings(
                name,
                instances,
                KongPorts.asMap(),
                Set.of(name),
                Set.of(),
                endpoints.addresses(ref.namespace(), Names.of(ref)),
                Optional.of(new PlaneSettings.Made(
                        ref.namespace() + "/" + Names.of(ref),
                        troubles.of(ref),
                        endpoints.serves(ref.namespace(), Names.admin(ref)))));
    }

    private static PlaneSettings nowhere(Ref ref) {
        return new PlaneSettings(ref.path(), List.of(), Map.of(), Set.of(ref.path()), Set.of(), List.of());
    }

    /** One that somebody else runs, for all Gateways whose parameters say the same of it; it is named after the first of them. */
    private PlaneSettings found(
            List<Ref> gateways, JsonNode unmanaged, Snapshot snapshot, Endpoints endpoints, Map<Known, Admin> now) {
        String name = gateways.getFirst().path();
        Unmanaged said = new Unmanaged(unmanaged, endpoints);
        Access access = Access.of(unmanaged, snapshot);
        List<Admin> instances = new ArrayList<>();
        if (access.isReady()) {
            for (URI url : said.admins()) {
                instances.add(remembered(
                        new Known(name, url, Optional.of(access)),
                        () -> opening.open(
                                new AdminEndpoint(url, access.token(), access.headers(), Optional.empty()),
                                tls(url, access)),
                        now));
            }
        }
        return new PlaneSettings(
                name,
                instances,
                said.ports(),
                gateways.stream().map(Ref::path).collect(Collectors.toSet()),
                Set.of(),
                said.addresses());
    }

    private static Optional<AdminTls> tls(URI url, Access access) {
        if (!"https".equals(url.getScheme())) {
            return Optional.empty();
        }
        return Optional.of(AdminTls.of(
                access::identity, access::authorities, access.serverName().orElse(url.getHost())));
    }

    private Admin remembered(Known which, Supplier<Admin> open, Map<Known, Admin> now) {
        return now.computeIfAbsent(which, key -> {
            Admin known = admins.get(key);
            return known != null ? known : open.get();
        });
    }
}
