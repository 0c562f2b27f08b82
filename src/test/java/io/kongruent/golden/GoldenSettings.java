package io.kongruent.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capabilities.Listen;
import io.kongruent.capability.Capability;
import io.kongruent.graph.DataPlane;
import io.kongruent.graph.GatewayNode;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code settings.yaml} says, all of it optional.
 *
 * <pre>
 * plugin: false                          # the Kong has no gateway-api plugin; true
 * unable: {rewrite: "why"}               # what its plugin reports as unavailable
 * portMap: {80: 18080}                   # {80: 8000, 443: 8443}
 * listens: [{port: 18080, http2: false}, {port: 18443, tls: true}, {port: 19000, transport: TCP}]   # 8000, 8080, 8443 tls, 9443 tls, TCP 5432, 5433, 6443 tls, UDP 5353
 * addresses: [192.0.2.1, gw.example.com] # of the data plane; none
 * dataPlanes: {dmz: {gateways: [default/out], plugin: false}}   # more Kongs with settings of their own
 * allowExternalName: true                # false
 * mesh: true                             # false
 * tags: true                             # k8s-* tags; false
 * crd: "why"                             # the CRDs that we build on refuse the input
 * </pre>
 */
record GoldenSettings(
        SortedMap<String, DataPlane> dataPlanes,
        Map<Ref, String> assigned,
        boolean allowExternalName,
        boolean mesh,
        boolean tags,
        String crd) {

    /** The data plane of every Gateway that {@link #assigned} doesn't name. */
    static final String DEFAULT = "kong";

    private static final Set<String> KNOWN = Set.of(
            "plugin",
            "unable",
            "portMap",
            "listens",
            "addresses",
            "dataPlanes",
            "allowExternalName",
            "mesh",
            "tags",
            "crd",
            "gateways");

    static GoldenSettings of(JsonNode yaml) {
        SortedMap<String, DataPlane> dataPlanes = new TreeMap<>();
        Map<Ref, String> assigned = new HashMap<>();
        dataPlanes.put(DEFAULT, dataPlane(DEFAULT, yaml));
        yaml.path("dataPlanes").properties().forEach(p -> {
            dataPlanes.put(p.getKey(), dataPlane(p.getKey(), p.getValue()));
            p.getValue().path("gateways").forEach(g -> {
                String[] path = g.asText().split("/", 2);
                assigned.put(Ref.gatewayApi("Gateway", path[0], path[1]), p.getKey());
            });
        });
        return new GoldenSettings(
                dataPlanes,
                assigned,
                yaml.path("allowExternalName").asBoolean(false),
                yaml.path("mesh").asBoolean(false),
                yaml.path("tags").asBoolean(false),
                yaml.path("crd").asText(""));
    }

    DataPlane.Assignment assignment() {
        return new DataPlane.Assignment() {
            @Override
            public DataPlane of(Ref gateway, String className) {
                return dataPlane(assigned.getOrDefault(gateway, DEFAULT));
            }

            @Override
            public List<DataPlane> ofClass(String className) {
                return List.of(dataPlane(DEFAULT));
            }
        };
    }

    DataPlane dataPlane(String name) {
        DataPlane found = dataPlanes.get(name);
        if (found == null) {
            throw new IllegalStateException("no data plane " + name);
        }
        return found;
    }

    private static DataPlane dataPlane(String name, JsonNode yaml) {
        yaml.properties().forEach(p -> {
            if (!KNOWN.contains(p.getKey())) {
                throw new IllegalArgumentException("settings.yaml has no " + p.getKey());
            }
        });
        Map<Integer, Integer> ports = new HashMap<>();
        yaml.path("portMap")
                .properties()
                .forEach(
                        p -> ports.put(Integer.valueOf(p.getKey()), p.getValue().asInt()));
        List<GatewayNode.Address> addresses = new ArrayList<>();
        yaml.path("addresses").forEach(a -> addresses.add(address(a.asText())));
        return new DataPlane(
                name, capabilities(yaml), ports.isEmpty() ? Map.of(80, 8000, 443, 8443) : ports, addresses);
    }

    private static Capabilities capabilities(JsonNode yaml) {
        List<Listen> listens = new ArrayList<>();
        yaml.path("listens")
                .forEach(l -> listens.add(new Listen(
                        l.path("port").asInt(),
                        Listen.Transport.valueOf(l.path("transport").asText("HTTP")),
                        l.path("tls").asBoolean(false),
                        l.path("http2").asBoolean(true),
                        l.path("shown").asInt(l.path("port").asInt()))));
        if (listens.isEmpty()) {
            listens.add(new Listen(8000, false));
            listens.add(new Listen(8080, false));
            listens.add(new Listen(8443, true));
            listens.add(new Listen(9443, true));
            listens.add(new Listen(5432, Listen.Transport.TCP, false, false));
            listens.add(new Listen(5433, Listen.Transport.TCP, false, false));
            listens.add(new Listen(6443, Listen.Transport.TCP, true, false));
            listens.add(new Listen(5353, Listen.Transport.UDP, false, false));
        }
        if (!yaml.path("plugin").asBoolean(true)) {
            return Capabilities.withoutPlugin("3.9.1", listens);
        }
        Set<Capability> able = EnumSet.allOf(Capability.class);
        Map<Capability, String> unable = new TreeMap<>();
        yaml.path("unable").properties().forEach(p -> {
            Capability capability = Capability.byLabel(p.getKey()).orElseThrow();
            able.remove(capability);
            unable.put(capability, p.getValue().asText());
        });
        return new Capabilities("3.9.1", java.util.Optional.of("0.1.0"), able, unable, listens);
    }

    private static GatewayNode.Address address(String value) {
        boolean ip = value.contains(":") || value.chars().noneMatch(Character::isLetter);
        return new GatewayNode.Address(ip ? "IPAddress" : "Hostname", value);
    }
}
