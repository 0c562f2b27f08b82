package io.kongruent.model;

import java.util.Comparator;

/**
 * Names one Kubernetes object: group, kind, namespace and name. The core group and the namespace of cluster-scoped kinds are empty strings.
 *
 * <p>Ordered by namespace, name, kind and group, the order the Gateway API breaks ties in ("{namespace}/{name}", alphabetically).
 */
public record Ref(String group, String kind, String namespace, String name) implements Comparable<Ref> {

    private static final Comparator<Ref> ORDER = Comparator.comparing(Ref::namespace)
            .thenComparing(Ref::name)
            .thenComparing(Ref::kind)
            .thenComparing(Ref::group);

    /** The API group of the Gateway API's own kinds. */
    public static final String GATEWAY_API = "gateway.networking.k8s.io";

    /** The API group of the Gateway API's experiments, whose kinds begin with an X. */
    public static final String GATEWAY_API_X = "gateway.networking.x-k8s.io";

    /** Whether a group is one of the Gateway API's. */
    public static boolean isOfGatewayApi(String group) {
        return group.equals(GATEWAY_API) || group.equals(GATEWAY_API_X);
    }

    /** A reference to a kind of the Gateway API's own group. */
    public static Ref gatewayApi(String kind, String namespace, String name) {
        return new Ref(GATEWAY_API, kind, namespace, name);
    }

    /** A reference to a kind of the core group, such as Service or Secret. */
    public static Ref core(String kind, String namespace, String name) {
        return new Ref("", kind, namespace, name);
    }

    /** {@code namespace/name}, or the name alone for a cluster-scoped object. */
    public String path() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** Its kind as people write it in messages: {@code the kind Widget of example.com}, without the core group. */
    public String theKind() {
        return "the kind " + kind + (group.isEmpty() ? "" : " of " + group);
    }

    @Override
    public int compareTo(Ref other) {
        return ORDER.compare(this, other);
    }

    /** As people write it in messages: {@code HTTPRoute default/web}. */
    @Override
    public String toString() {
        return kind + " " + path();
    }
}
