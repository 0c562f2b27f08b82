package io.kongruent.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.kongruent.cluster.ClusterReading;
import io.kongruent.cluster.ControllerPods;
import io.kongruent.model.Cause;
import io.kongruent.provision.Authority;
import io.kongruent.snapshot.Manifests;
import io.kongruent.snapshot.Snapshot;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cluster among paths: {@code cluster:} is the one that kubectl would ask, {@code cluster:CONTEXT} that of another context.
 *
 * @param context empty for the current one
 */
record ClusterPath(String context) {

    private static final String PREFIX = "cluster:";

    /** What a path stands for; empty when it is one of the file system. */
    static Optional<ClusterPath> of(Path path) {
        String text = path.toString();
        return text.startsWith(PREFIX)
                ? Optional.of(new ClusterPath(text.substring(PREFIX.length())))
                : Optional.empty();
    }

    /** Everything that the controller would see. */
    Manifests everything(String controllerName) {
        return reading(config -> ClusterReading.everything(config, controllerName));
    }

    /** The objects of the Gateway API's kinds, with their statuses. */
    Manifests kinds() {
        return reading(ClusterReading::kinds);
    }

    /** What the controllers tell that run as its pods. */
    ControllerPods controllers() {
        return reading(ControllerPods::ask);
    }

    /** The Kongs of Gateways, where they are found, and what is shown to them. */
    Snapshot planes(String controllerName) {
        return reading(config -> ClusterReading.planes(config, controllerName));
    }

    /** The certificates for the Admin APIs of data planes that are made for Gateways. */
    Optional<Authority> authority(String namespace) {
        return reading(config -> ClusterReading.authority(config, namespace));
    }

    private <T> T reading(Function<Config, T> reading) {
        Config config = Config.autoConfigure(context.isEmpty() ? null : context);
        if (!context.isEmpty()
                && (config.getCurrentContext() == null
                        || !context.equals(config.getCurrentContext().getName()))) {
            throw new Failure(
                    "there is no context \"" + context + "\"", "'kubectl config get-contexts' lists those there are.");
        }
        config.setRequestRetryBackoffLimit(0);
        try {
            return reading.apply(config);
        } catch (KubernetesClientException e) {
            throw new Failure(
                    "the API server at " + config.getMasterUrl() + " can't be asked: " + Cause.why(e),
                    "Does 'kubectl get gateways -A' work here? KUBECONFIG and the current context count.");
        }
    }
}
