package io.kongruent.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.LifecycleHandlerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.kongruent.provision.Wanted.Listen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pods of a data plane. */
final class Workload {

    private static final ObjectMapper TREES = new ObjectMapper();

    private static final int KONG_USER = 1000;

    /** How long a pod that ends goes on taking what comes in: until everybody knows that it ends. */
    private static final long FAREWELL_SECONDS = 10;

    /** How long a Kong may take to begin: on a node with much else to do that is minutes. */
    private static final int STARTUP_SECONDS = 300;

    private final Common common;
    private final JsonNode parameters;
    private final List<Listen> listeners;
    private final ServerKeys keys;

    Workload(Common common, List<Listen> listeners, ServerKeys keys) {
        this.common = common;
        this.parameters = common.gateway().infrastructure().parameters();
        this.listeners = listeners;
        this.keys = keys;
    }

    Deployment deployment() {
        var spec = new DeploymentBuilder()
                .withMetadata(common.meta(common.name()))
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(common.selector())
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString(1))
                .withMaxUnavailable(new IntOrString(0))
                .endRollingUpdate()
                .endStrategy()
                .withTemplate(template());
        if (parameters.path("replicas").isInt()
                && !parameters.path("autoscaling").isObject()) {
            spec.withReplicas(parameters.path("replicas").asInt());
        }
        return spec.endSpec().build();
    }

    private PodTemplateSpec template() {
        PodTemplateSpec ours = ours();
        return parameters.path("podTemplate") instanceof ObjectNode patch ? patched(ours, patch) : ours;
    }

    private PodTemplateSpec patched(PodTemplateSpec ours, ObjectNode patch) {
        ObjectNode tree = TREES.valueToTree(ours);
        Overlay.lay(patch, tree);
        PodTemplateSpec template = TREES.convertValue(tree, PodTemplateSpec.class);
        // The selector has to go on finding them.
        template.getMetadata().getLabels().putAll(common.selector());
        return template;
    }

    private PodTemplateSpec ours() {
        Map<String, String> annotations = new TreeMap<>(common.annotations());
        // What Kong reads only once, at its start.
        annotations.put("kongruent.io/plugin", common.maker().plugin().digest());
        annotations.put("kongruent.io/admin-certificate", keys.fingerprint());
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(common.labels())
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(common.name())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(60L)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser((long) KONG_USER)
                .withRunAsGroup((long) KONG_USER)
                .withFsGroup((long) KONG_USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container().build())
                .withTopologySpreadConstraints(spread())
                .addNewVolume()
                .withName("plugin")
                .withNewConfigMap()
                .withName(Names.plugin(common.ref(), common.maker().plugin().digest()))
                .endConfigMap()
                .endVolume()
                .addNewVolume()
                .withName("admin")
                .withNewSecret()
                .withSecretName(Names.admin(common.ref()))
                .endSecret()
                .endVolume()
                .addNewVolume()
                .withName("prefix")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .addNewVolume()
                .withName("tmp")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .endSpec()
                .build();
    }

    private ContainerBuilder container() {
        return new ContainerBuilder()
                .withName("kong")
                .withImage(parameters.path("image").asText(common.maker().image()))
                .withEnv(KongEnvironment.of(
                        listeners,
                        parameters.path("kong"),
                        common.maker().surroundings().ipv6()))
                .withPorts(ports())
                .withResources(resources())
                .withReadinessProbe(probe("/status/ready", 1, 3))
                .withLivenessProbe(probe("/status", 10, 6))
                .withStartupProbe(probe("/status", 1, STARTUP_SECONDS))
                .withNewLifecycle()
                .withPreStop(farewell())
                .endLifecycle()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withVolumeMounts(
                        mount("prefix", KongEnvironment.PREFIX_FOLDER, false),
                        mount("tmp", "/tmp", false),
                        mount("plugin", KongEnvironment.PLUGIN_FOLDER + "/kong/plugins/gateway-api", true),
                        mount("admin", KongEnvironment.KEY_FOLDER, true));
    }

    /** An API server before 1.30 refuses what sleeps by itself; Kong's image has the program. */
    private LifecycleHandler farewell() {
        return common.maker().surroundings().sleeps()
                ? new LifecycleHandlerBuilder().withNewSleep(FAREWELL_SECONDS).build()
                : new LifecycleHandlerBuilder()
                        .withNewExec()
                        .withCommand("sleep", Long.toString(FAREWELL_SECONDS))
                        .endExec()
                        .build();
    }

    private static VolumeMount mount(String volume, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(volume)
                .withMountPath(path)
                .withReadOnly(readOnly ? true : null)
                .build();
    }

    private static Probe probe(String path, int period, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString("status"))
                .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(period)
                .withTimeoutSeconds(5)
                .withFailureThreshold(failures)
                .build();
    }

    private List<ContainerPort> ports() {
        List<ContainerPort> ports = new ArrayList<>();
        for (ServicePorts.Entry port : ServicePorts.of(listeners)) {
            ports.add(port(port.name(), port.target(), port.protocol()));
        }
        ports.add(port("admin", KongPorts.ADMIN, "TCP"));
        ports.add(port("status", KongPorts.STATUS, "TCP"));
        return ports;
    }

    private static ContainerPort port(String name, int port, String protocol) {
        return new ContainerPortBuilder()
                .withName(name)
                .withContainerPort(port)
                .withProtocol(protocol)
                .build();
    }

    private ResourceRequirements resources() {
        if (parameters.path("resources").isObject()) {
            return TREES.convertValue(parameters.path("resources"), ResourceRequirements.class);
        }
        ResourceRequirements usual = new ResourceRequirements();
        usual.setRequests(new TreeMap<>(Map.of("cpu", new Quantity("100m"), "memory", new Quantity("256Mi"))));
        return usual;
    }

    private List<TopologySpreadConstraint> spread() {
        List<TopologySpreadConstraint> constraints = new ArrayList<>();
        for (JsonNode declared : parameters.path("topologySpreadConstraints")) {
            TopologySpreadConstraint constraint = TREES.convertValue(declared, TopologySpreadConstraint.class);
            if (constraint.getLabelSelector() == null) {
                constraint.setLabelSelector(new LabelSelectorBuilder()
                        .withMatchLabels(common.selector())
                        .build());
            }
            constraints.add(constraint);
        }
        return constraints;
    }
}
