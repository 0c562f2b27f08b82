package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.kongruent.model.Declared;
import io.kongruent.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who answers for a Service port: its EndpointSlices, found by the label that Kubernetes puts there. */
final class Endpoints {

    private static final String SERVICE_LABEL = "kubernetes.io/service-name";
    private static final Set<String> FAMILIES = Set.of("IPv4", "IPv6");

    private final Map<String, List<EndpointSlice>> byService = new HashMap<>();

    Endpoints(Snapshot snapshot) {
        for (EndpointSlice slice : snapshot.all(EndpointSlice.class)) {
            String service = Declared.map(slice.getMetadata().getLabels()).get(SERVICE_LABEL);
            if (service != null && FAMILIES.contains(Declared.text(slice.getAddressType(), "IPv4"))) {
                byService
                        .computeIfAbsent(
                                Declared.text(slice.getMetadata().getNamespace()) + "/" + service,
                                k -> new ArrayList<>())
                        .add(slice);
            }
        }
    }

    /** The ready endpoints; if none is ready, those that still serve while they terminate. Sorted, without duplicates. */
    List<UpstreamNode.Endpoint> of(UpstreamKey key, ServicePort port) {
        TreeSet<UpstreamNode.Endpoint> ready = new TreeSet<>();
        TreeSet<UpstreamNode.Endpoint> draining = new TreeSet<>();
        for (EndpointSlice slice : byService.getOrDefault(key.backend().path(), List.of())) {
            OptionalInt number = number(slice, port);
            if (number.isEmpty()) {
                continue;
            }
            for (@Nullable Endpoint endpoint : Declared.list(slice.getEndpoints())) {
                if (endpoint == null) {
                    continue;
                }
                TreeSet<UpstreamNode.Endpoint> into =
                        isReady(endpoint) ? ready : isDraining(endpoint) ? draining : null;
                if (into != null) {
                    for (@Nullable String address : Declared.list(endpoint.getAddresses())) {
                        if (isAddress(Declared.text(address))) {
                            into.add(new UpstreamNode.Endpoint(Declared.text(address), number.getAsInt()));
                        }
                    }
                }
            }
        }
        return List.copyOf(ready.isEmpty() ? draining : ready);
    }

    /** The port by the Service port's name, which is how slices name theirs; one without a number stands for all. */
    private static OptionalInt number(EndpointSlice slice, ServicePort port) {
        String name = Declared.text(port.getName());
        for (@Nullable EndpointPort candidate : Declared.list(slice.getPorts())) {
            if (candidate != null
                    && Declared.text(candidate.getName()).equals(name)
                    && Declared.text(candidate.getProtocol(), "TCP").equals(Declared.text(port.getProtocol(), "TCP"))) {
                return candidate.getPort() == null ? target(port) : OptionalInt.of(candidate.getPort());
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt target(ServicePort port) {
        IntOrString target = port.getTargetPort();
        if (target != null && target.getIntVal() != null) {
            return OptionalInt.of(target.getIntVal());
        }
        return target == null && port.getPort() != null ? OptionalInt.of(port.getPort()) : OptionalInt.empty();
    }

    /** "A nil value should be interpreted as "true"." */
    private static boolean isReady(Endpoint endpoint) {
        EndpointConditions conditions = endpoint.getConditions();
        return conditions == null || conditions.getReady() == null || conditions.getReady();
    }

    private static boolean isDraining(Endpoint endpoint) {
        EndpointConditions conditions = endpoint.getConditions();
        return conditions != null
                && Boolean.TRUE.equals(conditions.getServing())
                && Boolean.TRUE.equals(conditions.getTerminating());
    }

    /** A literal address: digits, dots, colons. Anything else would be looked up by Kong as a name. */
    private static boolean isAddress(String address) {
        return !address.isEmpty()
                && address.chars()
                        .allMatch(c -> (c >= '0' && c <= '9')
                                || (c >= 'a' && c <= 'f')
                                || (c >= 'A' && c <= 'F')
                                || c == '.'
                                || c == ':')
                && (address.indexOf('.') > 0 || address.indexOf(':') >= 0);
    }
}
