package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.ProxyListen;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Gateway gets a data plane, which is kept as it should be and goes when it isn't wanted. */
@QuarkusTest
class ProvisioningTest extends InLab {

    private static final List<Class<? extends HasMetadata>> OWNED = List.of(
            Deployment.class, Service.class, ServiceAccount.class, NetworkPolicy.class, PodDisruptionBudget.class);

    private Operator operator;
    private String name;

    @BeforeEach
    void start() {
        operator = new Operator(admins, lab, SERVER.config());
        name = lab.name + "-kong";
        lab.gateway();
        eventually(() -> assertThat(operator.get(Deployment.class, name)).isNotNull());
        eventually(
                () -> assertThat(operator.get(PodDisruptionBudget.class, name)).isNotNull());
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void fromAGatewayToTraffic() {
        lab.service(lab.namespace, "web");
        lab.route(lab.namespace, "web", "web.example.com", "web");
        eventually(() -> assertThat(lab.conditions(lab.gatewayNow()))
                .contains("Accepted=True/Accepted@1", "Programmed=False/AddressNotAssigned@1"));
        eventually(() -> assertThat(lab.events("Gateway", lab.name)).containsExactly("Normal AddressNotAssigned"));
        OWNED.forEach(type ->
                assertThat(operator.get(type, name)).as(type.getSimpleName()).isNotNull());
        assertThat(plugin()).isNotNull();
        assertThat(operator.get(ConfigMap.class, plugin()).getData()).containsKey("handler.lua");
        assertThat(operator.get(Secret.class, name + "-admin").getData())
                .containsOnlyKeys("tls.crt", "tls.key", "ca.crt");

        operator.balanced(lab.name, "192.0.2.9");
        EmbeddedGateway pod = operator.pod("10.77.0.1", ProxyListen.http(64080).onAnyPort());
        operator.endpoints(lab.name, false, "10.77.0.1");
        eventually(() -> assertThat(
                        Visit.http(pod.boundPort(64080), "web.example.com", "/").status())
                .isEqualTo(200));
        assertThat(lab.conditions(lab.gatewayNow()))
                .as("it has all of it, but the Service doesn't lead to it yet")
                .contains("Programmed=False/Pending@1");
        operator.endpoints(lab.name, "10.77.0.1");

        eventually(() -> assertThat(lab.conditions(lab.gatewayNow())).contains("Programmed=True/Programmed@1"));
        assertThat(lab.gatewayNow().getStatus().getAddresses())
                .singleElement()
                .satisfies(a -> assertThat(a.getValue()).isEqualTo("192.0.2.9"));
        assertThat(Visit.http(pod.boundPort(64080), "web.example.com", "/").status())
                .isEqualTo(200);

        EmbeddedGateway second =
                operator.pod("10.77.0.2", ProxyListen.http(64080).onAnyPort());
        operator.endpoints(lab.name, "10.77.0.1", "10.77.0.2");
        eventually(() -> assertThat(Visit.http(second.boundPort(64080), "web.example.com", "/")
                        .status())
                .isEqualTo(200));
    }

    /** The cluster goes on naming it for a while; what the others serve and get doesn't wait for that. */
    @Test
    void aPodThatVanishesDelaysNoOther() {
        lab.service(lab.namespace, "web");
        lab.route(lab.namespace, "web", "web.example.com", "web");
        operator.balanced(lab.name, "192.0.2.9");
        EmbeddedGateway stays =
                operator.pod("10.77.0.1", ProxyListen.http(64080).onAnyPort());
        EmbeddedGateway vanishes =
                operator.pod("10.77.0.2", ProxyListen.http(64080).onAnyPort());
        operator.endpoints(lab.name, "10.77.0.1", "10.77.0.2");
        eventually(() -> assertThat(Visit.http(stays.boundPort(64080), "web.example.com", "/")
                        .status())
                .isEqualTo(200));
        eventually(() -> assertThat(Visit.http(vanishes.boundPort(64080), "web.example.com", "/")
                        .status())
                .isEqualTo(200));
        eventually(() -> assertThat(lab.conditions(lab.gatewayNow())).contains("Programmed=True/Programmed@1"));

        operator.vanish("10.77.0.2");
        lab.route(lab.namespace, "web", "other.example.com", "web");

        eventually(() -> assertThat(Visit.http(stays.boundPort(64080), "other.example.com", "/")
                        .status())
                .isEqualTo(200));
        eventually(() -> assertThat(Lab.condition(lab.gatewayNow().getStatus().getConditions(), "Programmed"))
                .hasValueSatisfying(c -> assertThat(c.getMessage()).contains("can't be reached")));
        assertThat(lab.conditions(lab.gatewayNow())).contains("Programmed=True/Programmed@1");
    }

    /** Where the pods have the plugin from. */
    private String plugin() {
        return operator.get(Deployment.class, name).getSpec().getTemplate().getSpec().getVolumes().stream()
                .filter(v -> v.getName().equals("plugin"))
                .map(v -> v.getConfigMap().getName())
                .collect(Collectors.joining());
    }

    /** As after an upgrade of the controller: pods of before may be made again while their successors aren't there yet. */
    @Test
    void podsKeepThePluginThatTheyWereMadeWithUntilTheyAreReplaced() {
        ConfigMap old = new ConfigMapBuilder(operator.get(ConfigMap.class, plugin()))
                .editMetadata()
                .withName(name + "-plugin")
                .withResourceVersion(null)
                .withUid(null)
                .withManagedFields(List.of())
                .endMetadata()
                .withData(Map.of("handler.lua", "return {}"))
                .build();
        lab.client.resource(old).create();
        // Something that makes the controller look at everything.
        Deployment edited = operator.get(Deployment.class, name);
        changeImageUntilItIsPutRight(edited);
        assertThat(operator.get(ConfigMap.class, name + "-plugin").getData()).containsEntry("handler.lua", "return {}");

        Deployment rolled = operator.get(Deployment.class, name);
        rolled.setStatus(new DeploymentStatusBuilder()
                .withObservedGeneration(rolled.getMetadata().getGeneration())
                .withReplicas(1)
                .withUpdatedReplicas(1)
                .withReadyReplicas(1)
                .withAvailableReplicas(1)
                .build());
        lab.client.resource(rolled).updateStatus();

        eventually(() -> assertThat(lab.client
                        .configMaps()
                        .inNamespace(lab.namespace)
                        .withName(name + "-plugin")
                        .get())
                .isNull());
        assertThat(operator.get(ConfigMap.class, plugin()).getData()).hasSizeGreaterThan(1);
    }

    /** Updates it with another image too; the controller looks at everything then. */
    private void changeImageUntilItIsPutRight(Deployment edited) {
        edited.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("example.com/other");
        lab.client.resource(edited).update();
        eventually(() -> assertThat(operator.get(Deployment.class, name)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("kong:3.9"));
    }

    @Test
    void aNewPortIsWaitedFor() {
        operator.balanced(lab.name, "192.0.2.9");
        operator.pod("10.77.0.1", ProxyListen.http(64080).onAnyPort());
        operator.endpoints(lab.name, "10.77.0.1");
        eventually(() -> assertThat(lab.conditions(lab.gatewayNow())).contains("Programmed=True/Programmed@1"));

        lab.apply(Lab.gatewayOf("$T", Lab.HTTP, "{name: more, protocol: HTTP, port: 8080}"));
        eventually(() -> assertThat(lab.listener(lab.gatewayNow(), "more"))
                .contains("Accepted=True/Accepted@2", "Programmed=False/Pending@2"));
        assertThat(lab.listener(lab.gatewayNow(), "http")).contains("Programmed=True/Programmed@2");
        eventually(() -> assertThat(environment("KONG_PROXY_LISTEN")).contains("0.0.0.0:8080 "));

        operator.pod(
                "10.77.0.2",
                ProxyListen.http(64080).onAnyPort(),
                ProxyListen.http(8080).onAnyPort());
        operator.endpoints(lab.name, "10.77.0.2");
        eventually(() -> assertThat(lab.listener(lab.gatewayNow(), "more")).contains("Programmed=True/Programmed@2"));
    }

    @Test
    void whatSomebodyChangesIsPutRightAndWhatTheyAddStays() {
        Deployment edited = operator.get(Deployment.class, name);
        edited.getMetadata().getAnnotations().put("example.com/theirs", "stays");
        edited.getSpec().setReplicas(4);
        changeImageUntilItIsPutRight(edited);
        Deployment mended = operator.get(Deployment.class, name);
        assertThat(mended.getMetadata().getAnnotations()).containsEntry("example.com/theirs", "stays");
        assertThat(mended.getSpec().getReplicas())
                .as("nobody says how many, so it is whoever scales")
                .isEqualTo(4);

        String uid = operator.get(Service.class, name).getMetadata().getUid();
        lab.client.services().inNamespace(lab.namespace).withName(name).delete();
        eventually(() -> assertThat(operator.get(Service.class, name))
                .isNotNull()
                .satisfies(s -> assertThat(s.getMetadata().getUid()).isNotEqualTo(uid)));

        String certificate =
                operator.get(Secret.class, name + "-admin").getData().get("tls.crt");
        lab.client
                .secrets()
                .inNamespace(lab.namespace)
                .withName(name + "-admin")
                .delete();
        eventually(() -> assertThat(operator.get(Secret.class, name + "-admin"))
                .isNotNull()
                .satisfies(s -> assertThat(s.getData().get("tls.crt")).isNotEqualTo(certificate)));
    }

    @Test
    void parametersComeAndGo() {
        lab.apply("""
                apiVersion: kongruent.io/v1alpha1
                kind: GatewayParameters
                metadata: {name: own, namespace: $T}
                spec:
                  autoscaling: {minReplicas: 2, maxReplicas: 5}
                  service: {type: ClusterIP}
                  image: example.com/kong:1
                """);
        lab.apply(Lab.withParameters(Lab.gatewayOf("$T"), "own"));
        eventually(() ->
                assertThat(operator.get(HorizontalPodAutoscaler.class, name)).isNotNull());
        eventually(() -> assertThat(operator.get(Service.class, name).getSpec().getType())
                .isEqualTo("ClusterIP"));

        lab.apply("""
                apiVersion: kongruent.io/v1alpha1
                kind: GatewayParameters
                metadata: {name: own, namespace: $T}
                spec: {replicas: 3}
                """);
        eventually(() ->
                assertThat(operator.get(HorizontalPodAutoscaler.class, name)).isNull());
        eventually(
                () -> assertThat(operator.get(Deployment.class, name).getSpec().getReplicas())
                        .isEqualTo(3));

        lab.delete("""
                apiVersion: kongruent.io/v1alpha1
                kind: GatewayParameters
                metadata: {name: own, namespace: $T}
                """);
        eventually(() -> assertThat(lab.conditions(lab.gatewayNow()))
                .anyMatch(c -> c.startsWith("Accepted=False/InvalidParameters")));
        assertThat(operator.get(Deployment.class, name).getSpec().getReplicas())
                .as("a mistake costs no data plane")
                .isEqualTo(3);
    }

    @Test
    void aGatewayOfAnotherClassLosesItsDataPlane() {
        lab.apply(Lab.gatewayOf("$T").replace("gatewayClassName: $T", "gatewayClassName: another"));

        OWNED.forEach(type -> eventually(() ->
                assertThat(operator.get(type, name)).as(type.getSimpleName()).isNull()));
    }

    @Test
    void anotherGatewaysNameIsNotTaken() {
        lab.apply("""
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: second-kong, namespace: $T}
                """);
        lab.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: second, namespace: $T}
                spec: {gatewayClassName: $T, listeners: [{name: http, protocol: HTTP, port: 80}]}
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: third, namespace: $T}
                spec: {gatewayClassName: $T, listeners: [{name: http, protocol: HTTP, port: 80}]}
                """);

        eventually(() -> assertThat(operator.get(PodDisruptionBudget.class, "third-kong"))
                .isNotNull());
        eventually(() -> assertThat(lab.conditions(lab.now(Gateway.class, "second")))
                .contains("Programmed=False/NoResources@1"));
        assertThat(operator.get(Deployment.class, "second-kong")).isNull();
        assertThat(operator.get(ServiceAccount.class, "second-kong")
                        .getMetadata()
                        .getLabels())
                .isNullOrEmpty();
    }

    private String environment(String variable) {
        return operator
                .get(Deployment.class, name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getEnv()
                .stream()
                .filter(e -> e.getName().equals(variable))
                .map(EnvVar::getValue)
                .findFirst()
                .orElse("");
    }
}
