package io.kongruent.cluster;

import io.fabric8.kubernetes.client.Config;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a source in a cluster runs on.
 *
 * @param config where the API server is and who we are there; given away: its times are set
 * @param controllerName whose GatewayClasses are ours
 * @param election how the one that pushes and writes is found among several processes; empty: this is the only one
 * @param provisioning how data planes are made; empty: none are
 * @param clock for the times in statuses
 */
public record ClusterInput(
        Config config,
        String controllerName,
        Optional<Election> election,
        Optional<Provisioning> provisioning,
        ClusterListener listener,
        InstantSource clock) {

    /** With nobody else to agree with, and nobody listening. */
    public static ClusterInput of(Config config, String controllerName) {
        return new ClusterInput(
                config,
                controllerName,
                Optional.empty(),
                Optional.empty(),
                ClusterListener.silent(),
                InstantSource.system());
    }

    public ClusterInput withElection(Election election) {
        return new ClusterInput(config, controllerName, Optional.of(election), provisioning, listener, clock);
    }

    public ClusterInput withListener(ClusterListener listener) {
        return new ClusterInput(config, controllerName, election, provisioning, listener, clock);
    }

    public ClusterInput withProvisioning(Provisioning provisioning) {
        return new ClusterInput(config, controllerName, election, Optional.of(provisioning), listener, clock);
    }
}
