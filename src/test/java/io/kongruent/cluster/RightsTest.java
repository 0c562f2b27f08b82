package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.kongruent.push.RestAdmins;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code deploy/base} as it is: the controller works with the rights of its ServiceAccount, and has none that it doesn't use. */
@QuarkusTest
class RightsTest {

    private static final ApiServer SERVER = ApiServer.shared();
    private static final String NAMESPACE = "kongruent-system";
    private static final String USER = "system:serviceaccount:" + NAMESPACE + ":kongruent";

    /** Rights for what this test doesn't do: making by server-side apply, which counts as a patch; renewing certificates; reading again after a conflict, routes of other kinds, CA bundles. */
    private static final Set<String> RARE = Set.of(
            "create configmaps",
            "create xmeshes",
            "create deployments",
            "create horizontalpodautoscalers",
            "create networkpolicies",
            "create poddisruptionbudgets",
            "create serviceaccounts",
            "create services",
            "update secrets",
            "get backendtlspolicies",
            "get gatewayclasses",
            "get gateways",
            "get grpcroutes",
            "get httproutes",
            "get listenersets",
            "get tcproutes",
            "get tlsroutes",
            "get udproutes",
            "get xbackends",
            "get xbackendtrafficpolicies",
            "get xmeshes",
            "list configmaps",
            "patch listenersets/status",
            "patch backendtlspolicies/status",
            "patch tcproutes/status",
            "patch tlsroutes/status",
            "patch udproutes/status",
            "patch xbackends/status",
            "patch xbackendtrafficpolicies/status",
            "patch xmeshes/status",
            "watch configmaps");

    @Inject
    RestAdmins admins;

    @BeforeAll
    static void definitions() {
        Crds.experimental(SERVER);
        Crds.kubectl(SERVER, List.of("apply", "-k", "deploy/base"));
    }

    @Test
    void whatIsGrantedIsUsedAndIsEnough() {
        try (Lab lab = new Lab(SERVER)) {
            String token = lab.token(NAMESPACE, "kongruent");
            long mark = SERVER.mark();
            Election election = Election.of(NAMESPACE, "kongruent", "rights", () -> {});
            try (Subject subject = new Subject(
                    admins,
                    ClusterInput.of(SERVER.config(token), lab.controller).withElection(election))) {
                serve(lab, subject);
            }

            try (Operator operator =
                    new Operator(admins, lab, ClusterInput.of(SERVER.config(token), lab.controller), NAMESPACE)) {
                provision(lab, operator);
            }

            List<String> refused = SERVER.requests(mark).stream()
                    .filter(line -> line.contains(USER) && line.contains("\"code\":403"))
                    .toList();
            assertThat(refused).isEmpty();
            Set<String> used = new TreeSet<>();
            lab.requests(mark, USER).forEach(r -> used.add(r.substring(0, r.lastIndexOf(' '))));
            // The API server's version, which everybody may read.
            used.remove("get ");
            Set<String> granted = granted(lab);
            assertThat(granted).containsAll(used);
            granted.removeAll(used);
            assertThat(RARE).containsAll(granted);
        }
    }

    /** A data plane with everything that one can have; then none. */
    private static void provision(Lab lab, Operator operator) {
        String name = lab.name + "-kong";
        lab.apply("""
                apiVersion: kongruent.io/v1alpha1
                kind: GatewayParameters
                metadata: {name: own, namespace: $T}
                spec: {autoscaling: {maxReplicas: 5}}
                """);
        lab.apply(Lab.withParameters(Lab.gatewayOf("$T"), "own"));
        eventually(() ->
                assertThat(operator.get(HorizontalPodAutoscaler.class, name)).isNotNull());
        lab.apply(Lab.gatewayOf("$T").replace("gatewayClassName: $T", "gatewayClassName: another"));
        eventually(() ->
                assertThat(operator.get(HorizontalPodAutoscaler.class, name)).isNull());
        eventually(() -> assertThat(operator.get(Deployment.class, name)).isNull());
        eventually(
                () -> assertThat(operator.get(PodDisruptionBudget.class, name)).isNull());
        eventually(() -> assertThat(operator.get(NetworkPolicy.class, name)).isNull());
        eventually(() -> assertThat(operator.get(ServiceAccount.class, name)).isNull());
        eventually(() -> assertThat(operator.get(Service.class, name)).isNull());
        eventually(() ->
                assertThat(operator.get(ConfigMap.class, name + "-plugin")).isNull());
        eventually(() -> assertThat(operator.get(Secret.class, name + "-admin")).isNull());
    }

    private static void serve(Lab lab, Subject subject) {
        lab.service(lab.namespace, "web");
        lab.gateway();
        lab.apply(Certificate.of("shop.example.com").secret(lab.namespace, "shop"));
        lab.apply(Lab.gatewayOf("$T", Lab.HTTPS_OF_SHOP).replace("name: $T, namespace", "name: tls, namespace"));
        lab.route(lab.namespace, "web", "web.example.com", "web");
        lab.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: GRPCRoute
                metadata: {name: calls, namespace: $T}
                spec:
                  parentRefs: [{name: $T}]
                  hostnames: [calls.example.com]
                  rules: [{backendRefs: [{name: web, port: 80}]}]
                """);
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
        eventually(() -> assertThat(subject.certificate("shop.example.com")).isEqualTo("CN=shop.example.com"));
        lab.settled("web");
        eventually(() ->
                assertThat(lab.gatewayClass().getMetadata().getFinalizers()).isNotEmpty());
        eventually(
                () -> assertThat(lab.now(GRPCRoute.class, "calls").getStatus()).isNotNull());
        long mark = SERVER.mark();
        lab.route(lab.namespace, "typo", "typo.example.com", "absent");
        eventually(() -> assertThat(lab.requests(mark, USER))
                .anyMatch(r -> r.startsWith("update leases"))
                .anyMatch(r -> r.startsWith("create events")));
    }

    /** As {@code verb resource}. */
    private static Set<String> granted(Lab lab) {
        Set<String> granted = new TreeSet<>();
        Consumer<PolicyRule> add = rule -> rule.getVerbs()
                .forEach(verb -> rule.getResources().forEach(resource -> granted.add(verb + " " + resource)));
        ClusterRole everywhere =
                lab.client.rbac().clusterRoles().withName("kongruent").get();
        Role own = lab.client
                .rbac()
                .roles()
                .inNamespace(NAMESPACE)
                .withName("kongruent-leader")
                .get();
        ClusterRole making =
                lab.client.rbac().clusterRoles().withName("kongruent-provision").get();
        Stream.of(everywhere.getRules(), own.getRules(), making.getRules())
                .flatMap(List::stream)
                .forEach(add);
        return granted;
    }
}
