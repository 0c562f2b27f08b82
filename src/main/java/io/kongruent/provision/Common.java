package io.kongruent.provision;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.kongruent.model.Ref;
import java.util.Map;
import java.util.TreeMap;

/** What everything that is made for one Gateway has in common. */
record Common(Wanted gateway, Maker maker) {

    static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";
    private static final String CLASS_NAME = "gateway.networking.k8s.io/gateway-class-name";

    Ref ref() {
        return gateway.meta().ref();
    }

    String name() {
        return Names.of(ref());
    }

    /** By which the pods are found; never changes. */
    Map<String, String> selector() {
        return new TreeMap<>(Map.of(GATEWAY_NAME, Names.label(ref().name()), Maker.CONTROLLER, maker.label()));
    }

    /** "The labels gateway.networking.k8s.io/gateway-name and gateway-class-name should be on every generated resource"; what the Gateway says comes first. */
    Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>(gateway.infrastructure().labels());
        labels.put("app.kubernetes.io/name", "kong");
        labels.put("app.kubernetes.io/instance", name());
        labels.put("app.kubernetes.io/component", "data-plane");
        labels.put("app.kubernetes.io/managed-by", "kongruent");
        labels.put(CLASS_NAME, Names.label(gateway.className()));
        labels.putAll(selector());
        return labels;
    }

    Map<String, String> annotations() {
        return new TreeMap<>(gateway.infrastructure().annotations());
    }

    /** Of an object in the Gateway's namespace that goes with the Gateway. */
    ObjectMeta meta(String name, Map<String, String> annotations) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(ref().namespace())
                .withLabels(labels())
                .withAnnotations(annotations)
                .addNewOwnerReference()
                .withApiVersion(ref().group() + "/v1")
                .withKind(ref().kind())
                .withName(ref().name())
                .withUid(gateway.meta().uid())
                .withController(true)
                .endOwnerReference()
                .build();
    }

    ObjectMeta meta(String name) {
        return meta(name, annotations());
    }
}
