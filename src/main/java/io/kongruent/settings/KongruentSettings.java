package io.kongruent.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of the controller. */
@ConfigMapping(prefix = "kongruent")
public interface KongruentSettings {

    /** GatewayClasses with this {@code controllerName} are ours. */
    @WithDefault("kongruent.io/gateway-controller")
    String controllerName();

    /** The Kongs, by a name of your choice. */
    Map<String, DataPlane> dataPlanes();

    /** The data plane of Gateways that no other claims. Needs no setting where there is only one. */
    Optional<String> defaultDataPlane();

    /** Whether backends may be Services of type ExternalName, which can lead anywhere. */
    @WithDefault("false")
    boolean allowExternalName();

    /** How Kong's entities are tagged. */
    @WithDefault("none")
    Tags tags();

    Mesh mesh();

    Push push();

    Provisioning provisioning();

    Lease lease();

    Secrets secrets();

    /** Tags cost Kong loading time. */
    enum Tags {
        NONE,
        /** The {@code k8s-*} tags of Kong Ingress Controller. */
        KUBERNETES
    }

    /** One Kong configuration, on one or more instances. */
    interface DataPlane {

        /** The Admin API of each instance; at least one is needed. */
        Optional<List<URI>> adminUrls();

        /** Listener port → the port on which Kong listens for it; ports that aren't listed map to themselves. */
        Map<Integer, Integer> portMap();

        /** The Gateways that it serves, as {@code namespace/name}. */
        Optional<List<String>> gateways();

        /** The GatewayClasses whose Gateways it serves. */
        Optional<List<String>> classes();

        /** What its Gateways show as their addresses. */
        Optional<List<String>> addresses();

        /** Sent as {@code Kong-Admin-Token}. */
        Optional<String> token();

        /** Sent with every request to the Admin API. */
        Map<String, String> headers();

        /** The name of a TLS configuration for the Admin API: {@code quarkus.tls.<name>.trust-store…} and {@code .key-store…}. */
        Optional<String> tls();
    }

    /** Traffic between Services, of which none is served. */
    interface Mesh {

        /** Whether we answer for it all the same: with an XMesh of ours, and in the statuses of routes whose parent is a Service. */
        @WithDefault("false")
        boolean enabled();
    }

    /** When configurations are sent. */
    interface Push {

        /** Between looks at an idle Kong, which is how a restart is noticed, and at most between looks for one that doesn't answer. */
        @WithDefault("1s")
        Duration watch();

        /** How long every worker may take before a configuration is sent again. */
        @WithDefault("30s")
        Duration appliedWithin();

        /** The longest wait after a Kong has failed at what it was sent. */
        @WithDefault("15s")
        Duration retryMost();

        /** How long a Kong rests after a configuration is live, as a multiple of the time that it took. */
        @WithDefault("1.0")
        double rest();
    }

    /** Data planes that are made for Gateways. */
    interface Provisioning {

        /** Whether one is made for every Gateway that no configured data plane claims; so it is where there is a cluster and no data plane is configured. */
        Optional<Boolean> enabled();

        /** The image of Kong, where no GatewayParameters name another. */
        @WithDefault("kong:3.9")
        String image();

        /** The namespace of the controller, where the certificates for Admin APIs are kept; that of its pod. */
        Optional<String> namespace();
    }

    /** How several processes in one cluster agree on the one that works. */
    interface Lease {

        /** Without it nobody is agreed with: two processes of the same controller name fight. */
        @WithDefault("true")
        boolean enabled();

        /** Of the Lease. Processes that use the same one stand by for one another. */
        @WithDefault("kongruent")
        String name();

        /** Of the Lease; otherwise the pod's, or the one of the kubeconfig's context. */
        Optional<String> namespace();
    }

    /** How Secrets and ConfigMaps are watched. */
    interface Secrets {

        /** Only those with these labels, all of them; otherwise each by its name, as it is referred to. */
        Optional<String> labelSelector();
    }
}
