package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.kongruent.graph.References;
import io.kongruent.kinds.Kind;
import io.kongruent.kinds.Kinds;
import io.kongruent.model.Declared;
import io.kongruent.model.Ref;
import io.kongruent.provision.Authority;
import io.kongruent.snapshot.Diagnostic;
import io.kongruent.snapshot.Diagnostic.Position;
import io.kongruent.snapshot.Diagnostic.Severity;
import io.kongruent.snapshot.Manifests;
import io.kongruent.snapshot.Snapshot;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a cluster once, with the rights of whoever asks: what the controller would see, as manifests. Positions in them are lines of the object as YAML, under
 * its name as kubectl has it. Secrets and ConfigMaps are read by name, only those that Gateways refer to.
 */
public final class ClusterReading {

    private final KubernetesClient client;
    private final List<Manifests> parts = new ArrayList<>();

    private ClusterReading(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Everything. What may not be read is a warning, and missing.
     *
     * @param controllerName whose Gateways' references are followed
     * @throws KubernetesClientException when the API server can't be reached or asked
     */
    public static Manifests everything(Config config, String controllerName) {
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            ClusterReading reading = new ClusterReading(client);
            Kinds.ALL.forEach(reading::list);
            reading.list("", "v1", "services", "Service", true);
            reading.list("", "v1", "namespaces", "Namespace", false);
            reading.list("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", true);
            Manifests seen = Manifests.merge(reading.parts);
            References.onDemand(seen.snapshot(), controllerName, Kinds.lowerersWithoutRoutes())
                    .forEach(reading::get);
            return Manifests.merge(reading.parts);
        }
    }

    /**
     * What tells where the Kongs of Gateways are and how to get in: their kinds, Services and EndpointSlices, and what parameters name for it. Throws as
     * {@link #everything}.
     */
    public static Snapshot planes(Config config, String controllerName) {
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            ClusterReading reading = new ClusterReading(client);
            Kinds.ALL.stream().filter(kind -> kind.route().isEmpty()).forEach(reading::list);
            reading.list("", "v1", "services", "Service", true);
            reading.list("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", true);
            References.ofParameters(
                            Manifests.merge(reading.parts).snapshot(), controllerName, Kinds.lowerersWithoutRoutes())
                    .forEach(reading::get);
            return Manifests.merge(reading.parts).snapshot();
        }
    }

    /** The certificates for the Admin APIs of Gateways' data planes; empty where they can't be read. Throws as {@link #everything}. */
    public static Optional<Authority> authority(Config config, String namespace) {
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            return Optional.ofNullable(client.secrets()
                            .inNamespace(namespace)
                            .withName(Vault.SECRET)
                            .get())
                    .flatMap(secret -> Authority.of(Declared.map(secret.getData())));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Only the objects of the Gateway API's kinds. Throws as {@link #everything}. */
    public static Manifests kinds(Config config) {
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            ClusterReading reading = new ClusterReading(client);
            Kinds.ALL.forEach(reading::list);
            return Manifests.merge(reading.parts);
        }
    }

    private void list(Kind<?> kind) {
        served(kind)
                .ifPresent(resource -> list(
                        kind.group(), resource.getVersion(), kind.plural(), kind.name(), resource.getNamespaced()));
    }

    /** The newest version of a kind that is understood and served. */
    private Optional<APIResource> served(Kind<?> kind) {
        return kind.versions().stream()
                .flatMap(version -> resources(kind.group(), version)
                        .filter(r -> r.getName().equals(kind.plural()))
                        .peek(r -> r.setVersion(version)))
                .findFirst();
    }

    private Stream<APIResource> resources(String group, String version) {
        return Optional.ofNullable(client.getApiResources(group + "/" + version)).stream()
                .flatMap(list -> list.getResources().stream());
    }

    private void list(String group, String version, String plural, String kind, boolean namespaced) {
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withPlural(plural)
                .withKind(kind)
                .withNamespaced(namespaced)
                .build();
        try {
            List<GenericKubernetesResource> items = namespaced
                    ? client.genericKubernetesResources(context)
                            .inAnyNamespace()
                            .list()
                            .getItems()
                    : client.genericKubernetesResources(context).list().getItems();
            items.forEach(item -> add(kind, item));
        } catch (KubernetesClientException e) {
            forbidden(plural, Optional.empty(), e);
        }
    }

    private void get(Ref ref) {
        String name = name(ref.kind(), ref.namespace(), ref.name());
        try {
            HasMetadata object = ref.kind().equals("Secret")
                    ? client.secrets()
                            .inNamespace(ref.namespace())
                            .withName(ref.name())
                            .get()
                    : client.configMaps()
                            .inNamespace(ref.namespace())
                            .withName(ref.name())
                            .get();
            if (object != null) {
                add(ref.kind(), object);
            }
        } catch (KubernetesClientException e) {
            forbidden(name, Optional.of(ref), e);
        }
    }

    private void add(String kind, HasMetadata object) {
        object.getMetadata().setManagedFields(List.of());
        String name = name(
                kind, object.getMetadata().getNamespace(), object.getMetadata().getName());
        parts.add(Manifests.parse(name, client.getKubernetesSerialization().asYaml(object)));
    }

    private static String name(String kind, String namespace, String name) {
        return kind.toLowerCase(Locale.ROOT) + "/" + (namespace == null ? "" : namespace + "/") + name;
    }

    /** What isn't allowed is missing; whatever else goes wrong concerns everything. */
    private void forbidden(String what, Optional<Ref> object, KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
            throw e;
        }
        parts.add(
                new Manifests(
                        List.of(),
                        List.of(
                                new Diagnostic(
                                        Severity.WARNING,
                                        Position.of("cluster"),
                                        object,
                                        "",
                                        what
                                                + " may not be read with your rights; what rests on it is judged as if it didn't exist"))));
    }
}
