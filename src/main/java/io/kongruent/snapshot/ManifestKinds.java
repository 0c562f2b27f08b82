package io.kongruent.snapshot;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicy;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrant;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TCPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.UDPRoute;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds that manifests are read for, each with the versions whose objects are the same as those of the class. */
final class ManifestKinds {

    private static final String DISCOVERY = "discovery.k8s.io";

    private static final List<Kind> ALL = List.of(
            new Kind(Ref.GATEWAY_API, "GatewayClass", List.of("v1", "v1beta1"), GatewayClass.class),
            new Kind(Ref.GATEWAY_API, "Gateway", List.of("v1", "v1beta1"), Gateway.class),
            new Kind(Ref.GATEWAY_API, "ListenerSet", List.of("v1"), ListenerSet.class),
            new Kind(Ref.GATEWAY_API, "HTTPRoute", List.of("v1", "v1beta1"), HTTPRoute.class),
            new Kind(Ref.GATEWAY_API, "GRPCRoute", List.of("v1", "v1alpha2"), GRPCRoute.class),
            new Kind(Ref.GATEWAY_API, "UDPRoute", List.of("v1", "v1alpha2"), UDPRoute.class),
            new Kind(Ref.GATEWAY_API, "TCPRoute", List.of("v1", "v1alpha2"), TCPRoute.class),
            new Kind(Ref.GATEWAY_API, "TLSRoute", List.of("v1", "v1alpha3", "v1alpha2"), TLSRoute.class),
            new Kind(Ref.GATEWAY_API, "ReferenceGrant", List.of("v1", "v1beta1", "v1alpha2"), ReferenceGrant.class),
            new Kind(
                    GatewayParameters.GROUP,
                    "GatewayParameters",
                    List.of(GatewayParameters.VERSION),
                    GatewayParameters.class),
            new Kind(Ref.GATEWAY_API, "BackendTLSPolicy", List.of("v1", "v1alpha3"), BackendTLSPolicy.class),
            new Kind(Ref.GATEWAY_API_X, "XBackend", List.of(XBackend.VERSION), XBackend.class),
            new Kind(
                    Ref.GATEWAY_API_X,
                    "XBackendTrafficPolicy",
                    List.of(XBackendTrafficPolicy.VERSION),
                    XBackendTrafficPolicy.class),
            new Kind(Ref.GATEWAY_API_X, "XMesh", List.of(XMesh.VERSION), XMesh.class),
            new Kind("", "Service", List.of("v1"), Service.class),
            new Kind("", "Secret", List.of("v1"), Secret.class),
            new Kind("", "ConfigMap", List.of("v1"), ConfigMap.class),
            new Kind("", "Namespace", List.of("v1"), Namespace.class),
            new Kind(DISCOVERY, "EndpointSlice", List.of("v1"), EndpointSlice.class));

    record Kind(String group, String name, List<String> versions, Class<? extends HasMetadata> type) {
        boolean namespaced() {
            return Namespaced.class.isAssignableFrom(type);
        }

        String newest() {
            return group.isEmpty() ? versions.getFirst() : group + "/" + versions.getFirst();
        }
    }

    private ManifestKinds() {}

    /** The kind, whatever the version. */
    static Optional<Kind> find(String apiVersion, String kind) {
        String group = group(apiVersion);
        return ALL.stream()
                .filter(k -> k.group.equals(group) && k.name.equals(kind))
                .findFirst();
    }

    /** The kind that a wrongly written group or kind most likely means. */
    static Optional<Kind> meant(String apiVersion, String kind) {
        String group = group(apiVersion);
        return ALL.stream()
                .filter(k -> k.group.equals(group) ? near(k.name, kind) : k.name.equals(kind) && near(k.group, group))
                .findFirst();
    }

    static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    static String version(String apiVersion) {
        return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }

    /** The namespace under which the object counts: files may leave it out, as with {@code kubectl apply}. */
    static String namespace(Kind kind, @Nullable String declared) {
        if (!kind.namespaced()) {
            return "";
        }
        return declared == null || declared.isEmpty() ? "default" : declared;
    }

    private static boolean near(String a, String b) {
        return Spelling.distance(a.toLowerCase(java.util.Locale.ROOT), b.toLowerCase(java.util.Locale.ROOT)) <= 2;
    }
}
