package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.kongruent.model.Declared;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is kept of objects as they arrive. Each changes the object that it is given and returns it: nobody else has it yet. */
final class Trims {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private Trims() {}

    /** Without what others keep there for themselves. */
    static <T extends HasMetadata> T whole(T object) {
        ObjectMeta meta = object.getMetadata();
        meta.setManagedFields(List.of());
        Map<String, String> annotations = meta.getAnnotations();
        if (annotations != null && annotations.containsKey(LAST_APPLIED)) {
            Map<String, String> rest = new HashMap<>(annotations);
            rest.remove(LAST_APPLIED);
            meta.setAnnotations(rest);
        }
        return object;
    }

    static Service service(Service service) {
        bare(service);
        if (service.getStatus() != null) {
            service.getStatus().setConditions(null);
        }
        return service;
    }

    static EndpointSlice slice(EndpointSlice slice) {
        bare(slice);
        Declared.list(slice.getEndpoints()).forEach(endpoint -> {
            if (endpoint != null) {
                endpoint.setTargetRef(null);
                endpoint.setHints(null);
                endpoint.setHostname(null);
                endpoint.setNodeName(null);
                endpoint.setZone(null);
            }
        });
        return slice;
    }

    static Namespace namespace(Namespace namespace) {
        bare(namespace);
        namespace.setStatus(null);
        namespace.setSpec(null);
        return namespace;
    }

    static Secret secret(Secret secret) {
        return bare(secret);
    }

    static ConfigMap map(ConfigMap map) {
        return bare(map);
    }

    /** Without the schemas, which are most of it. */
    static CustomResourceDefinition definition(CustomResourceDefinition definition) {
        whole(definition);
        definition.getSpec().setConversion(null);
        definition.getSpec().getVersions().forEach(version -> version.setSchema(null));
        return definition;
    }

    private static <T extends HasMetadata> T bare(T object) {
        object.getMetadata().setManagedFields(List.of());
        object.getMetadata().setAnnotations(Map.of());
        object.getMetadata().setOwnerReferences(List.of());
        return object;
    }
}
