package io.kongruent.provision;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.kongruent.graph.LoweredGateway.RequestedAddress;
import io.kongruent.provision.Wanted.Listen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Services of a data plane. */
final class Services {

    private final Common common;
    private final JsonNode wanted;
    private final List<Listen> listeners;

    Services(Common common, List<Listen> listeners) {
        this.common = common;
        this.wanted = common.gateway().infrastructure().parameters().path("service");
        this.listeners = listeners;
    }

    /** The one that clients use. */
    Service entrance() {
        Map<String, String> annotations = common.annotations();
        wanted.path("annotations")
                .properties()
                .forEach(a -> annotations.put(a.getKey(), a.getValue().asText()));
        String type = wanted.path("type").asText("LoadBalancer");
        boolean balanced = type.equals("LoadBalancer");
        var spec = new ServiceBuilder()
                .withMetadata(common.meta(common.name(), annotations))
                .withNewSpec()
                .withType(type)
                .withSelector(common.selector())
                .withIpFamilyPolicy(families())
                .withPorts(ports());
        text("externalTrafficPolicy").filter(p -> !type.equals("ClusterIP")).ifPresent(spec::withExternalTrafficPolicy);
        text("loadBalancerClass").filter(c -> balanced).ifPresent(spec::withLoadBalancerClass);
        List<String> ranges = new ArrayList<>();
        wanted.path("loadBalancerSourceRanges").forEach(r -> ranges.add(r.asText()));
        if (balanced && !ranges.isEmpty()) {
            spec.withLoadBalancerSourceRanges(ranges);
        }
        List<String> asked = common.gateway().infrastructure().addresses().stream()
                .filter(a -> a.type().equals("IPAddress") && !a.value().isEmpty())
                .map(RequestedAddress::value)
                .distinct()
                .toList();
        if (!asked.isEmpty() && balanced) {
            spec.withLoadBalancerIP(asked.getFirst());
        } else if (!asked.isEmpty()) {
            spec.withExternalIPs(asked);
        }
        return spec.endSpec().build();
    }

    /**
     * The one whose endpoints are the pods' Admin APIs, also of pods that aren't ready: they become so by what they get there. Of one family: each pod is spoken to
     * at one address.
     */
    Service admin() {
        return new ServiceBuilder()
                .withMetadata(common.meta(Names.admin(common.ref())))
                .withNewSpec()
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .withSelector(common.selector())
                .withPorts(port("admin", KongPorts.ADMIN, KongPorts.ADMIN, "TCP"))
                .endSpec()
                .build();
    }

    /** Of both families where pods have both; the API server knows which there are. */
    private @Nullable String families() {
        return common.maker().surroundings().ipv6() ? "PreferDualStack" : null;
    }

    private Optional<String> text(String field) {
        return Optional.of(wanted.path(field).asText()).filter(t -> !t.isEmpty());
    }

    private List<ServicePort> ports() {
        List<ServicePort> ports = new ArrayList<>();
        for (ServicePorts.Entry entry : ServicePorts.of(listeners)) {
            ServicePort port = port(entry.name(), entry.port(), entry.target(), entry.protocol());
            for (JsonNode said : wanted.path("ports")) {
                if (said.path("port").asInt() == entry.port()
                        && said.path("protocol").asText("TCP").equals(entry.protocol())) {
                    port.setNodePort(said.path("nodePort").asInt());
                }
            }
            ports.add(port);
        }
        return ports;
    }

    private static ServicePort port(String name, int port, int target, String protocol) {
        return new ServicePortBuilder()
                .withName(name)
                .withPort(port)
                .withTargetPort(new IntOrString(target))
                .withProtocol(protocol)
                .build();
    }
}
