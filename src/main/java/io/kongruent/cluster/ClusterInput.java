package io.kongruent.cluster;

import io.fabric8.kubernetes.client.Config;
import java.util.Optional;

/**
 * What a source in a cluster runs on.
 *
 * @param config where the API server is and who we are there; given away: its times are set
 * @param controllerName whose GatewayClasses are ours
 * @param election how the one that pushes and writes is found among several processes; empty: this is the only one
 * @param provisioning how data planes are made; empty: none are
 * @param secrets the label selector by which Secrets and ConfigMaps are watched; empty: each by its name, as it is needed
 * @param mesh whether an XMesh stands for us
 */
public record ClusterInput(
        Config config,
        String controllerName,
        Optional<Election> election,
        Optional<Provisioning> provisioning,
        ClusterListener listener,
        Optional<String> secrets,
        boolean mesh) {

    /** With nobody else to agree with, and nobody listening. */
    public static ClusterInput of(Config config, String controllerName) {
        return new ClusterInput(
                config,
                controllerName,
                Optional.empty(),
                Optional.empty(),
                ClusterListener.silent(),
                Optional.empty(),
                false);
    }

    public ClusterInput withElection(Election election) {
        return new ClusterInput(config, controllerName, Optional.of(election), provisioning, listener, secrets, mesh);
    }

    public ClusterInput withListener(ClusterListener listener) {
        return new ClusterInput(config, controllerName, election, provisioning, listener, secrets, mesh);
    }

    public ClusterInput withProvisioning(Provisioning provisioning) {
        return new ClusterInput(config, controllerName, election, Optional.of(provisioning), listener, secrets, mesh);
    }

    /** @param selector such as {@code kongruent.io/watch=true} */
    public ClusterInput withSecrets(String selector) {
        return new ClusterInput(config, controllerName, election, provisioning, listener, Optional.of(selector), mesh);
    }

    public ClusterInput withMesh(boolean stands) {
        return new ClusterInput(config, controllerName, election, provisioning, listener, secrets, stands);
    }
}
