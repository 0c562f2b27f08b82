package io.kongruent.provision;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpecBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.kongruent.provision.Wanted.Listen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What stands around the pods of a data plane. */
final class Guards {

    private static final int USUAL_CPU = 80;

    private final Common common;
    private final JsonNode parameters;
    private final List<Listen> listeners;

    Guards(Common common, List<Listen> listeners) {
        this.common = common;
        this.parameters = common.gateway().infrastructure().parameters();
        this.listeners = listeners;
    }

    /** Without any right. */
    ServiceAccount account() {
        return new ServiceAccountBuilder()
                .withMetadata(common.meta(common.name()))
                .withAutomountServiceAccountToken(false)
                .build();
    }

    ConfigMap plugin() {
        return new ConfigMapBuilder()
                .withMetadata(common.meta(
                        Names.plugin(common.ref(), common.maker().plugin().digest())))
                .withData(common.maker().plugin().files())
                .build();
    }

    /** What the pods show at their Admin APIs, and whom they believe there. */
    Secret keys(ServerKeys keys) {
        return new SecretBuilder()
                .withMetadata(common.meta(Names.admin(common.ref())))
                .withType("kubernetes.io/tls")
                .withData(new TreeMap<>(keys.data()))
                .build();
    }

    /** The Gateway's ports and the health are open to everybody, the Admin API to the controller alone. */
    NetworkPolicy network() {
        List<NetworkPolicyPort> open = new ArrayList<>();
        for (ServicePorts.Entry entry : ServicePorts.of(listeners)) {
            open.add(port(entry.target(), entry.protocol()));
        }
        open.add(port(KongPorts.STATUS, "TCP"));
        return new NetworkPolicyBuilder()
                .withMetadata(common.meta(common.name()))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(common.selector())
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .withIngress(
                        new NetworkPolicyIngressRuleBuilder().withPorts(open).build(),
                        new NetworkPolicyIngressRuleBuilder()
                                .withPorts(port(KongPorts.ADMIN, "TCP"))
                                .addNewFrom()
                                .withNewNamespaceSelector()
                                .withMatchLabels(Map.of(
                                        "kubernetes.io/metadata.name",
                                        common.maker().namespace()))
                                .endNamespaceSelector()
                                .withNewPodSelector()
                                .withMatchLabels(Map.of("app.kubernetes.io/name", "kongruent"))
                                .endPodSelector()
                                .endFrom()
                                .build())
                .endSpec()
                .build();
    }

    private static NetworkPolicyPort port(int port, String protocol) {
        return new NetworkPolicyPortBuilder()
                .withPort(new IntOrString(port))
                .withProtocol(protocol)
                .build();
    }

    PodDisruptionBudget disruption() {
        JsonNode wanted = parameters.path("podDisruptionBudget");
        var spec = new PodDisruptionBudgetBuilder()
                .withMetadata(common.meta(common.name()))
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(common.selector())
                .endSelector();
        if (wanted.has("minAvailable")) {
            spec.withMinAvailable(number(wanted.path("minAvailable")));
        } else {
            spec.withMaxUnavailable(
                    wanted.has("maxUnavailable") ? number(wanted.path("maxUnavailable")) : new IntOrString(1));
        }
        return spec.endSpec().build();
    }

    private static IntOrString number(JsonNode value) {
        return value.isInt() ? new IntOrString(value.asInt()) : new IntOrString(value.asText());
    }

    /** Where it is asked for. */
    Optional<HorizontalPodAutoscaler> scaling() {
        JsonNode wanted = parameters.path("autoscaling");
        if (!wanted.isObject()) {
            return Optional.empty();
        }
        List<MetricSpec> metrics = new ArrayList<>();
        boolean memory = wanted.has("memoryUtilization");
        if (wanted.has("cpuUtilization") || !memory) {
            metrics.add(metric("cpu", wanted.path("cpuUtilization").asInt(USUAL_CPU)));
        }
        if (memory) {
            metrics.add(metric("memory", wanted.path("memoryUtilization").asInt()));
        }
        return Optional.of(new HorizontalPodAutoscalerBuilder()
                .withMetadata(common.meta(common.name()))
                .withNewSpec()
                .withNewScaleTargetRef("apps/v1", "Deployment", common.name())
                .withMinReplicas(wanted.path("minReplicas").asInt(1))
                .withMaxReplicas(wanted.path("maxReplicas").asInt(1))
                .withMetrics(metrics)
                .endSpec()
                .build());
    }

    private static MetricSpec metric(String resource, int percent) {
        return new MetricSpecBuilder()
                .withType("Resource")
                .withNewResource()
                .withName(resource)
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(percent)
                .endTarget()
                .endResource()
                .build();
    }
}
