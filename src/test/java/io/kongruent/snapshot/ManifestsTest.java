package io.kongruent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestsTest {

    private static final String ROUTE = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata:
              name: web
            spec:
              parentRefs:
                - name: gateway
              rules:
                - backendRefs:
                    - name: web
                      port: 80
                      weight: 3
            """;

    private static List<String> texts(Manifests manifests) {
        return manifests.diagnostics().stream()
                .map(d -> d.severity() + " " + d.text())
                .toList();
    }

    private static Manifests parse(String text) {
        return Manifests.parse("m.yaml", text);
    }

    @Test
    void readsDocumentsWithTheirPlaces() {
        Manifests manifests = parse("---\n" + ROUTE + "---\n# nothing here\n---\n" + ROUTE.replace("web", "api"));

        assertThat(texts(manifests)).isEmpty();
        assertThat(manifests.objects())
                .extracting(o -> o.ref().toString())
                .containsExactly("HTTPRoute default/web", "HTTPRoute default/api");
        Ref web = Ref.gatewayApi("HTTPRoute", "default", "web");
        assertThat(manifests.locate(web, "spec.rules[0].backendRefs[0].weight").map(Object::toString))
                .contains("m.yaml:13:11");
        assertThat(manifests.locate(web, "spec.rules[0].filters[2].urlRewrite").map(Object::toString))
                .as("what isn't written out is found at what is around it")
                .contains("m.yaml:10:7");
        assertThat(manifests.snapshot().all(HTTPRoute.class)).hasSize(2);
    }

    @Test
    void fillsInTheNamespaceOnlyWhereThereIsOne() {
        Manifests manifests = parse("""
                {"apiVersion":"gateway.networking.k8s.io/v1","kind":"GatewayClass","metadata":{"name":"kong","namespace":"odd"},"spec":{"controllerName":"a/b"}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop}
                """);

        assertThat(manifests.objects())
                .extracting(o -> o.ref().toString())
                .containsExactly("GatewayClass kong", "Service shop/web");
        assertThat(manifests.objects().getFirst().object().getMetadata().getNamespace())
                .isNull();
    }

    @Test
    void expandsLists() {
        Manifests manifests = parse("""
                apiVersion: v1
                kind: List
                items:
                  - apiVersion: v1
                    kind: Service
                    metadata: {name: a}
                  - apiVersion: v1
                    kind: Service
                    metadata:
                      name: b
                    spec:
                      ports: no
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRouteList
                items:
                  - metadata: {name: c}
                """);

        assertThat(manifests.objects())
                .extracting(o -> o.ref().toString())
                .containsExactly("Service default/a", "HTTPRoute default/c");
        assertThat(texts(manifests))
                .containsExactly(
                        "ERROR m.yaml:12:7: Service default/b spec.ports: expected a list, found the boolean false");
    }

    @Test
    void tellsWrongTypesAllAtOnce() {
        Manifests manifests = parse(ROUTE.replace("port: 80", "port: \"80\"")
                .replace("weight: 3", "weight: 1.5")
                .replace("- name: gateway", "- name: 12\n      sectionName: on"));

        assertThat(manifests.objects()).isEmpty();
        assertThat(texts(manifests))
                .containsExactlyInAnyOrder(
                        "ERROR m.yaml:7:7: HTTPRoute default/web spec.parentRefs[0].name: expected a string, found the number 12; put it in quotes",
                        "ERROR m.yaml:8:7: HTTPRoute default/web spec.parentRefs[0].sectionName: expected a string, found the boolean true; put it in quotes",
                        "ERROR m.yaml:12:11: HTTPRoute default/web spec.rules[0].backendRefs[0].port: expected a whole number, found the string \"80\"; leave the quotes out",
                        "ERROR m.yaml:13:11: HTTPRoute default/web spec.rules[0].backendRefs[0].weight: expected a whole number, found the number 1.5");
    }

    @Test
    void tellsUnknownFieldsAndKeepsTheObject() {
        Manifests manifests =
                parse(ROUTE.replace("weight: 3", "wieght: 3").replace("  rules:", "  newerThanUs: {a: [1]}\n  rules:"));

        assertThat(manifests.objects()).hasSize(1);
        assertThat(texts(manifests))
                .containsExactly(
                        "WARNING m.yaml:8:3: HTTPRoute default/web spec.newerThanUs: unknown field",
                        "WARNING m.yaml:13:11: HTTPRoute default/web spec.rules[0].backendRefs[0].wieght: unknown field; is weight meant?");
        HTTPRoute route = (HTTPRoute) manifests.objects().getFirst().object();
        assertThat(route.getSpec().getAdditionalProperties()).containsKey("newerThanUs");
    }

    @Test
    void tellsWhatItSkips() {
        Manifests manifests = parse("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HttpRoute
                metadata: {name: web}
                ---
                apiVersion: gateway.networking.k8s.io/v1alpha2
                kind: XVanguard
                metadata: {name: web}
                ---
                replicaCount: 3
                ---
                Kind: Service
                apiVersion: v1
                ---
                - a
                ---
                apiVersion: v1
                kind: Service
                metadata: {nam: web}
                ---
                apiVersion: gateway.networking.k8s.io/v1alpha1
                kind: HTTPRoute
                metadata: {name: web}
                """);

        assertThat(manifests.objects()).isEmpty();
        assertThat(texts(manifests))
                .containsExactly(
                        "NOTE m.yaml:1:1: skipped: apps/v1 Deployment is not among the kinds that are read",
                        "WARNING m.yaml:5:1: skipped: gateway.networking.k8s.io/v1 HttpRoute is no kind that is read here; is it meant to be gateway.networking.k8s.io/v1 HTTPRoute?",
                        "WARNING m.yaml:9:1: skipped: this version of Kongruent doesn't handle gateway.networking.k8s.io/v1alpha2 XVanguard",
                        "NOTE m.yaml:13:1: skipped: it has neither apiVersion nor kind, so it is no Kubernetes object",
                        "ERROR m.yaml:15:1: kind is missing; is Kind meant to be it?",
                        "ERROR m.yaml:18:1: expected a Kubernetes object, found a list",
                        "ERROR m.yaml:22:1: metadata: this Service has no metadata.name",
                        "ERROR m.yaml:24:1: HTTPRoute default/web apiVersion: version v1alpha1 is not read; use gateway.networking.k8s.io/v1");
    }

    @Test
    void saysWhereTextIsNotYaml() {
        assertThat(texts(parse("a: b\n  c: d\n")))
                .containsExactly(
                        "UNREADABLE m.yaml:2:4: not YAML: a \":\" where no field can begin; check the indentation, or quote the value");
        assertThat(texts(parse("a:\n\tb: c\n")))
                .singleElement()
                .asString()
                .startsWith("UNREADABLE m.yaml:2:1: not YAML: a tab is used");
        assertThat(texts(parse(ROUTE + "---\na: [\n")))
                .singleElement()
                .asString()
                .startsWith("UNREADABLE m.yaml:15:1: not YAML: ");
        assertThat(parse(ROUTE + "---\na: [\n").objects())
                .as("what comes before is kept")
                .hasSize(1);
    }

    @Test
    void refusesFieldsGivenTwiceAndAliasesOfThemselves() {
        assertThat(texts(parse(ROUTE + "spec: {}\n")))
                .containsExactly("ERROR m.yaml:13:1: spec is given twice, first in line 5");
        assertThat(texts(parse("a: &a [*a]\n"))).containsExactly("ERROR m.yaml:1:4: this alias contains itself");
    }

    @Test
    void boundsWhatAliasesExpandTo() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s, %s, %s, %s, %s, %s, %s, %s]\n"
                    .formatted(i, i, before, before, before, before, before, before, before, before));
        }
        assertThat(texts(parse(bomb.toString())))
                .containsExactly("UNREADABLE m.yaml: not readable as YAML: its aliases repeat too much");
    }

    @Test
    void readsScalarsAsKubectlDoes() {
        Manifests manifests = parse("""
                common: &common {app: web}
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: "1"
                  creationTimestamp: 2026-01-02T03:04:05Z
                  generation: 0x10
                  labels:
                    <<: *common
                    time: 12:30
                    quoted: "yes"
                """.replace("common: &common {app: web}\n", "")
                .replace("labels:", "annotations: &common {app: web}\n  labels:"));

        assertThat(texts(manifests)).isEmpty();
        var metadata = manifests.objects().getFirst().object().getMetadata();
        assertThat(metadata.getCreationTimestamp()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(metadata.getGeneration()).isEqualTo(16);
        assertThat(metadata.getLabels())
                .containsEntry("app", "web")
                .containsEntry("time", "12:30")
                .containsEntry("quoted", "yes");
    }

    @Test
    void laterObjectsReplaceEarlierOnes() {
        Manifests manifests = Manifests.merge(List.of(
                Manifests.parse("a.yaml", ROUTE), Manifests.parse("b.yaml", ROUTE.replace("v1\n", "v1beta1\n"))));

        assertThat(manifests.objects())
                .singleElement()
                .extracting(o -> o.position().file())
                .isEqualTo("b.yaml");
        assertThat(texts(manifests))
                .containsExactly(
                        "WARNING b.yaml:1:1: HTTPRoute default/web: replaces the one of the same name at a.yaml:1:1");
    }

    @Test
    void keepsSecretsAsTheApiServerDoes() {
        Manifests manifests = parse("""
                apiVersion: v1
                kind: Secret
                metadata: {name: s}
                data: {a: YQ==, b: YQ==}
                stringData: {b: b}
                """);

        assertThat(((Secret) manifests.objects().getFirst().object()).getData())
                .containsExactly(Map.entry("a", "YQ=="), Map.entry("b", "Yg=="));
    }
}
