package io.kongruent.embedded;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.behaviour.PluginRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What the gateway says of itself, in the form in which Kong says it. */
final class AdminInfo {
    /** The Kong whose behaviour was recorded. */
    static final String KONG = "3.9.3";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final EmbeddedSettings settings;
    private final ConfigStore store;
    private final List<ProxyListen> listens;
    private final List<StreamListen> streams;
    private final Traffic traffic;
    private final String nodeId = UUID.randomUUID().toString();

    /**
     * What is to be told.
     *
     * @param listens with the ports that were really bound
     * @param streams likewise
     */
    AdminInfo(
            EmbeddedSettings settings,
            ConfigStore store,
            List<ProxyListen> listens,
            List<StreamListen> streams,
            Traffic traffic) {
        this.settings = settings;
        this.store = store;
        this.listens = List.copyOf(listens);
        this.streams = List.copyOf(streams);
        this.traffic = traffic;
    }

    /** {@code GET /}. */
    ObjectNode root() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("tagline", "Welcome to kong, or rather: this is Kongruent's embedded gateway, which behaves like one");
        root.put("embedded", true);
        root.put("version", KONG);
        root.put("edition", "community");
        root.put("hostname", "localhost");
        root.put("node_id", nodeId);
        root.put("lua_version", "LuaJIT 2.1.0-20231117");
        ObjectNode plugins = root.putObject("plugins");
        ObjectNode available = plugins.putObject("available_on_server");
        available.putObject(Abilities.TERMINATION).put("version", KONG).put("priority", 2);
        capabilities()
                .ifPresent(c -> available
                        .putObject(Abilities.GATEWAY_API)
                        .put("version", c.path("version").asText())
                        .put("priority", 1_000_001));
        ArrayNode enabled = plugins.putArray("enabled_in_cluster");
        store.posted().all("plugins").values().stream()
                .map(plugin -> plugin.path("name").asText())
                .distinct()
                .sorted()
                .forEach(enabled::add);
        ObjectNode configuration = root.putObject("configuration");
        configuration.put("database", "off");
        configuration.put("role", "traditional");
        configuration.put("router_flavor", "expressions");
        configuration.put("allow_debug_header", settings.debugHeaders());
        configuration.put("nginx_admin_client_max_body_size", Integer.toString(settings.bodyLimit()));
        configuration.set("proxy_listeners", listeners());
        configuration.set("stream_listeners", streamListeners());
        ArrayNode maps = configuration.putArray("port_maps");
        new TreeMap<>(settings.portMaps()).forEach((listen, port) -> maps.add(port + ":" + listen));
        ObjectNode hosts = configuration.putObject("host_ports");
        new TreeMap<>(settings.portMaps()).forEach((listen, port) -> hosts.put(Integer.toString(listen), port));
        return root;
    }

    /** The listeners under the ports that configurations know; the order is that of the settings. */
    private ArrayNode listeners() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (ProxyListen listen : listens) {
            ObjectNode one = all.addObject();
            one.put("ip", listen.address());
            one.put("port", listen.port());
            one.put("ssl", listen.tls());
            one.put("http2", listen.http2());
            one.put("listener", listen.address() + ":" + listen.port() + (listen.tls() ? " ssl" : ""));
            one.put("bound_port", listen.bind());
        }
        return all;
    }

    private ArrayNode streamListeners() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (StreamListen listen : streams) {
            boolean tls = listen.transport() == StreamListen.Transport.TLS;
            ObjectNode one = all.addObject();
            one.put("ip", listen.address());
            one.put("port", listen.port());
            one.put("ssl", tls);
            one.put("udp", listen.isUdp());
            one.put(
                    "listener",
                    listen.address() + ":" + listen.port() + (tls ? " ssl" : "") + (listen.isUdp() ? " udp" : ""));
            one.put("bound_port", listen.bind());
        }
        return all;
    }

    /** {@code GET /status}. */
    ObjectNode status() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("configuration_hash", store.posted().hash());
        status.putObject("server");
        status.putObject("memory");
        return status;
    }

    /** {@code GET /status/ready}: the message when it isn't. */
    Optional<String> notReady() {
        if (traffic.isEnding()) {
            return Optional.of("the gateway is ending");
        }
        return store.ready()
                ? Optional.empty()
                : Optional.of("no configuration available (empty configuration present)");
    }

    /** {@code GET /gateway-api/status}; empty when the plugin isn't installed. */
    Optional<ObjectNode> pluginStatus() {
        return capabilities().map(status -> {
            ObjectNode workers = status.putObject("workers");
            List<Optional<String>> applied = store.applied();
            workers.put("count", applied.size());
            ArrayNode versions = workers.putArray("applied");
            applied.forEach(version -> version.ifPresentOrElse(versions::add, versions::addNull));
            status.put("kong", KONG);
            status.put("node_id", nodeId);
            status.put("router_flavor", "expressions");
            status.put("embedded", true);
            status.set("proxy_listeners", listeners());
            status.set("stream_listeners", streamListeners());
            ObjectNode maps = status.putObject("port_maps");
            new TreeMap<>(settings.portMaps()).forEach((listen, port) -> maps.put(Integer.toString(listen), port));
            return status;
        });
    }

    private Optional<ObjectNode> capabilities() {
        return store.first().plugin().map(PluginRuntime::capabilitiesJson).map(AdminInfo::read);
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("the plugin's capabilities are not JSON", e);
        }
    }
}
