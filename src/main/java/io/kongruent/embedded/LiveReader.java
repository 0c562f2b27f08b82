package io.kongruent.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.embedded.Balancer.Peer;
import io.kongruent.embedded.Balancer.Target;
import io.kongruent.embedded.Live.Route;
import io.kongruent.embedded.Live.Service;
import io.kongruent.embedded.Live.Upstream;
import io.kongruent.embedded.Live.UpstreamTls;
import io.kongruent.embedded.config.Addresses;
import io.kongruent.embedded.config.RouteFields;
import io.kongruent.embedded.router.CachePolicy;
import io.kongruent.embedded.router.Router;
import io.kongruent.embedded.router.RouterRoute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what a worker serves from an accepted configuration. */
final class LiveReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DEFAULT_TARGET_PORT = 8000;

    private final Accepted config;
    private final CachePolicy cache;
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, ObjectNode> instances = new HashMap<>();

    private LiveReader(Accepted config, CachePolicy cache) {
        this.config = config;
        this.cache = cache;
    }

    static Live read(Accepted config, CachePolicy cache) {
        return new LiveReader(config, cache).read();
    }

    private Live read() {
        config.all("plugins").values().forEach(this::index);
        config.all("services").forEach((id, service) -> services.put(id, service(service)));
        List<RouterRoute> routable = new ArrayList<>();
        Map<String, Route> routes = new HashMap<>();
        config.all("routes").forEach((id, route) -> {
            Optional<Service> service =
                    Optional.ofNullable(services.get(route.at("/service/id").asText()));
            boolean enabled = config.all("services")
                    .getOrDefault(route.at("/service/id").asText(), route)
                    .path("enabled")
                    .asBoolean(true);
            if (enabled) {
                routable.add(RouteFields.of(route));
                routes.put(id, route(route, service));
            }
        });
        Optional<String> global = instance(Abilities.GATEWAY_API, "", "").map(LiveReader::spec);
        Map<String, UpstreamTls> places = global.map(this::places).orElse(Map.of());
        return new Live(
                global.map(LiveReader::version),
                global,
                Router.of(routable, cache),
                Map.copyOf(routes),
                balancers(places),
                !places.isEmpty(),
                global.map(LiveReader::shown).orElse(Map.of()),
                Certificates.of(config.all("certificates"), config.all("snis")));
    }

    private static String spec(JsonNode plugin) {
        return plugin.at("/config/spec").asText();
    }

    private static String version(String spec) {
        return tree(spec).path("version").asText();
    }

    /** The enabled instance of a plugin for exactly this route and service. */
    private Optional<ObjectNode> instance(String plugin, String route, String service) {
        return Optional.ofNullable(instances.get(plugin + "/" + route + "/" + service));
    }

    /** Instances for a consumer are left out: without authentication there is none. */
    private void index(ObjectNode plugin) {
        if (plugin.path("enabled").asBoolean(true) && plugin.at("/consumer/id").isMissingNode()) {
            String key =
                    plugin.path("name").asText() + "/" + plugin.at("/route/id").asText() + "/"
                            + plugin.at("/service/id").asText();
            instances.put(key, plugin);
        }
    }

    private Route route(ObjectNode route, Optional<Service> service) {
        String id = route.path("id").asText();
        String serviceId = service.map(Service::id).orElse("");
        return new Route(
                id,
                route.path("name").asText(id),
                service,
                route.path("strip_path").asBoolean(),
                route.path("preserve_host").asBoolean(),
                bound(Abilities.GATEWAY_API, id, serviceId).map(LiveReader::spec),
                bound(Abilities.TERMINATION, id, serviceId)
                        .or(() -> instance(Abilities.TERMINATION, "", ""))
                        .map(p -> Termination.of(p.path("config"))));
    }

    /** The instance for a route: its own before its service's. */
    private Optional<ObjectNode> bound(String plugin, String route, String service) {
        return (service.isEmpty() ? Optional.<ObjectNode>empty() : instance(plugin, route, service))
                .or(() -> instance(plugin, route, ""))
                .or(() -> service.isEmpty() ? Optional.empty() : instance(plugin, "", service));
    }

    private Service service(ObjectNode service) {
        return new Service(
                service.path("id").asText(),
                service.path("name").asText(service.path("id").asText()),
                service.path("protocol").asText(),
                service.path("host").asText(),
                service.path("port").asInt(),
                service.path("path").asText("/"),
                service.path("retries").asInt(5),
                Duration.ofMillis(service.path("connect_timeout").asLong(60_000)),
                Duration.ofMillis(service.path("read_timeout").asLong(60_000)),
                new UpstreamTls(
                        service.path("tls_verify").asBoolean(false),
                        Optional.empty(),
                        authorities(service.path("ca_certificates")),
                        false));
    }

    private List<String> authorities(JsonNode ids) {
        List<String> authorities = new ArrayList<>();
        ids.forEach(id -> {
            ObjectNode authority = config.all("ca_certificates").get(id.asText());
            if (authority != null) {
                authorities.add(authority.path("cert").asText());
            }
        });
        return authorities;
    }

    private static JsonNode tree(String spec) {
        try {
            return MAPPER.readTree(spec);
        } catch (IOException e) {
            throw new UncheckedIOException("a spec that was accepted is not JSON", e);
        }
    }

    /** How the plugin speaks TLS to upstreams, by their names. */
    private Map<String, UpstreamTls> places(String spec) {
        Map<String, UpstreamTls> places = new HashMap<>();
        tree(spec)
                .path("upstreams")
                .properties()
                .forEach(place -> places.put(
                        place.getKey(),
                        new UpstreamTls(
                                true,
                                Optional.of(place.getValue().path("name").asText()),
                                authorities(place.getValue().path("authorities")),
                                place.getValue().path("system").asBoolean())));
        return places;
    }

    private static Map<Integer, String> shown(String spec) {
        Map<Integer, String> shown = new HashMap<>();
        tree(spec)
                .path("client_certificates")
                .properties()
                .forEach(id ->
                        shown.put(Integer.valueOf(id.getKey()), id.getValue().asText()));
        return Map.copyOf(shown);
    }

    private Map<String, Upstream> balancers(Map<String, UpstreamTls> places) {
        Map<String, List<Target>> targets = new HashMap<>();
        config.all("targets").values().stream()
                .sorted(Comparator.comparing(t -> t.path("id").asText()))
                .forEach(target -> targets.computeIfAbsent(
                                target.at("/upstream/id").asText(), id -> new ArrayList<>())
                        .add(target(target)));
        Map<String, Upstream> balancers = new HashMap<>();
        config.all("upstreams").forEach((id, upstream) -> {
            String name = upstream.path("name").asText();
            Balancer balancer = new Balancer(name, targets.getOrDefault(id, List.of()));
            Optional<String> host = Optional.ofNullable(upstream.get("host_header"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
            balancers.put(name, new Upstream(balancer, host, Optional.ofNullable(places.get(name))));
        });
        return Map.copyOf(balancers);
    }

    private static Target target(ObjectNode target) {
        Addresses.Reading.Address address =
                Addresses.address(target.path("target").asText()).orElseThrow();
        return new Target(
                new Peer(address.host(), address.port().orElse(DEFAULT_TARGET_PORT)),
                target.path("weight").asInt());
    }
}
