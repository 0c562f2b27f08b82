package io.kongruent.provision;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the pods of a Deployment have been replaced. Pure. */
public final class Rollout {

    private Rollout() {}

    /** Whether every pod is as the Deployment says now, and serves. */
    public static boolean isOver(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        Long generation = deployment.getMetadata().getGeneration();
        if (status == null || status.getObservedGeneration() == null || generation == null) {
            return false;
        }
        int wanted = number(deployment.getSpec().getReplicas(), 1);
        return status.getObservedGeneration() >= generation
                && number(status.getUpdatedReplicas(), 0) >= wanted
                && Objects.equals(number(status.getReplicas(), 0), number(status.getUpdatedReplicas(), 0))
                && number(status.getAvailableReplicas(), 0) >= wanted;
    }

    private static int number(@Nullable Integer declared, int otherwise) {
        return declared == null ? otherwise : declared;
    }

    /**
     * Whether pods that are still to be replaced may need an object: the plugin that they were made with, should one of them be made again before the others are there.
     *
     * @param there everything that was made for Gateways
     */
    public static boolean needs(HasMetadata object, Collection<HasMetadata> there) {
        Optional<String> owner = Keeping.owner(object);
        return object instanceof ConfigMap
                && there.stream()
                        .filter(o -> owner.isPresent() && Keeping.owner(o).equals(owner))
                        .anyMatch(o -> o instanceof Deployment deployment && !isOver(deployment));
    }
}
