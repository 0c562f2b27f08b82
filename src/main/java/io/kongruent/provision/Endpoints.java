package io.kongruent.provision;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.kongruent.graph.GatewayNode.Address;
import io.kongruent.graph.UpstreamNode;
import io.kongruent.model.Declared;
import io.kongruent.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a snapshot knows of Services: their pods, and their addresses. */
final class Endpoints {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private final Snapshot snapshot;
    private final Map<String, List<EndpointSlice>> slices = new HashMap<>();

    Endpoints(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (EndpointSlice slice : snapshot.all(EndpointSlice.class)) {
            String service = Declared.map(slice.getMetadata().getLabels()).getOrDefault(SERVICE_NAME, "");
            String key = slice.getMetadata().getNamespace() + "/" + service;
            slices.computeIfAbsent(key, k -> new ArrayList<>()).add(slice);
        }
    }

    /** The pods behind a port of a Service that don't end, as {@code host:port}, whether or not they are ready. */
    SortedSet<String> of(String namespace, String service, String portName) {
        SortedSet<String> places = new TreeSet<>();
        for (EndpointSlice slice : slices.getOrDefault(namespace + "/" + service, List.of())) {
            for (@Nullable EndpointPort port : Declared.list(slice.getPorts())) {
                if (port == null
                        || port.getPort() == null
                        || !Declared.text(port.getName()).equals(portName)) {
                    continue;
                }
                for (@Nullable Endpoint endpoint : Declared.list(slice.getEndpoints())) {
                    if (endpoint != null && !isEnding(endpoint.getConditions())) {
                        Declared.list(endpoint.getAddresses())
                                .forEach(a -> places.add(
                                        new UpstreamNode.Endpoint(Declared.text(a), port.getPort()).place()));
                    }
                }
            }
        }
        return places;
    }

    /** Whether any pod behind a Service takes what clients send. */
    boolean serves(String namespace, String service) {
        return slices.getOrDefault(namespace + "/" + service, List.of()).stream()
                .flatMap(slice -> Declared.list(slice.getEndpoints()).stream())
                .anyMatch(endpoint -> endpoint != null
                        && !isEnding(endpoint.getConditions())
                        && (endpoint.getConditions() == null
                                || !Boolean.FALSE.equals(
                                        endpoint.getConditions().getServing())));
    }

    /** The same behind the port that a Service has under a number. */
    SortedSet<String> behind(String namespace, String service, int port) {
        Service found = snapshot.get(Service.class, namespace, service);
        return found == null || found.getSpec() == null
                ? new TreeSet<>()
                : Declared.list(found.getSpec().getPorts()).stream()
                        .filter(p -> p != null && p.getPort() != null && p.getPort() == port)
                        .findFirst()
                        .map(p -> of(
                                namespace,
                                service,
                                Declared.text(Objects.requireNonNull(p).getName())))
                        .orElseGet(TreeSet::new);
    }

    private static boolean isEnding(@Nullable EndpointConditions conditions) {
        return conditions != null && Boolean.TRUE.equals(conditions.getTerminating());
    }

    /** Where clients reach a Service; nowhere while that isn't known. */
    List<Address> addresses(String namespace, String name) {
        Service service = snapshot.get(Service.class, namespace, name);
        if (service == null || service.getSpec() == null) {
            return List.of();
        }
        List<Address> addresses = new ArrayList<>();
        if (Declared.text(service.getSpec().getType()).equals("LoadBalancer")) {
            if (service.getStatus() != null && service.getStatus().getLoadBalancer() != null) {
                Declared.list(service.getStatus().getLoadBalancer().getIngress())
                        .forEach(ingress -> {
                            if (ingress != null) {
                                Declared.maybe(ingress.getIp())
                                        .ifPresent(ip -> addresses.add(new Address("IPAddress", ip)));
                                Declared.maybe(ingress.getHostname())
                                        .ifPresent(host -> addresses.add(new Address("Hostname", host)));
                            }
                        });
            }
        } else {
            addresses.addAll(inside(service.getSpec()));
        }
        return addresses.stream().distinct().toList();
    }

    private static List<Address> inside(ServiceSpec spec) {
        List<Address> addresses = new ArrayList<>();
        Declared.list(spec.getExternalIPs()).forEach(ip -> addresses.add(new Address("IPAddress", Declared.text(ip))));
        List<@Nullable String> clusterIps = Declared.list(spec.getClusterIPs());
        (clusterIps.isEmpty() ? List.of(Declared.text(spec.getClusterIP())) : clusterIps)
                .stream()
                        .map(Declared::text)
                        .filter(ip -> !ip.isEmpty() && !ip.equals("None"))
                        .forEach(ip -> addresses.add(new Address("IPAddress", ip)));
        return addresses;
    }
}
