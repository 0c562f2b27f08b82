package io.kongruent.cli;

import io.fabric8.kubernetes.client.Config;
import io.kongruent.cluster.ClusterInput;
import io.kongruent.cluster.ClusterListener;
import io.kongruent.cluster.ClusterSource;
import io.kongruent.cluster.Election;
import io.kongruent.cluster.Provisioning;
import io.kongruent.model.Ref;
import io.kongruent.operate.Metrics;
import io.quarkus.runtime.Quarkus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The cluster that the surroundings name: the one of the pod, or that of the kubeconfig. */
record ClusterObjects(Config config, Optional<Election> election) {

    private static final Logger LOG = Logger.getLogger(ClusterObjects.class);

    /** The name of the Lease, which the Role in deploy/ allows. */
    private static final String LEASE = "kongruent";

    /**
     * Finds it, without asking it.
     *
     * @param environment the variables of the process
     * @throws Failure when there is none
     */
    static ClusterObjects find(Map<String, String> environment) {
        Config config = Config.autoConfigure(null);
        boolean pod = environment.containsKey("KUBERNETES_SERVICE_HOST");
        boolean said =
                environment.containsKey("KUBERNETES_MASTER") || Files.isReadable(Path.of(kubeconfig(environment)));
        if (!pod && !said) {
            throw new Failure(
                    "there is no cluster: this is no pod, and there is no " + kubeconfig(environment),
                    "Set KUBECONFIG, or watch a folder: --source dir:PATH.");
        }
        return new ClusterObjects(config, election(environment));
    }

    private static String kubeconfig(Map<String, String> environment) {
        String said = environment.getOrDefault("KUBECONFIG", "");
        return said.isEmpty()
                ? Path.of(System.getProperty("user.home", ""), ".kube", "config")
                        .toString()
                : said.split(java.io.File.pathSeparator, 2)[0];
    }

    /** One of several pods leads; outside of a pod there is nobody to agree with. */
    private static Optional<Election> election(Map<String, String> environment) {
        String namespace = environment.getOrDefault("POD_NAMESPACE", "");
        String name = environment.getOrDefault("POD_NAME", "");
        return namespace.isEmpty() || name.isEmpty()
                ? Optional.empty()
                : Optional.of(Election.of(namespace, LEASE, name, ClusterObjects::lost));
    }

    private static void lost() {
        LOG.warn("another process leads now; this one ends, to begin anew");
        Quarkus.asyncExit(ExitCodes.FINDINGS);
    }

    /** @param provisioning empty: no data planes are made */
    ClusterSource source(String controllerName, Metrics metrics, Optional<Provisioning> provisioning) {
        ClusterInput input = ClusterInput.of(config, controllerName).withListener(new Counting(metrics));
        input = provisioning.map(input::withProvisioning).orElse(input);
        return new ClusterSource(election.map(input::withElection).orElse(input));
    }

    /** What happens between us and the API server, counted. */
    private record Counting(Metrics metrics) implements ClusterListener {
        @Override
        public void wrote(Ref object) {
            metrics.written(object, true);
        }

        @Override
        public void failed(Ref object, int attempt, RuntimeException reason) {
            metrics.written(object, false);
            LOG.warnf(
                    "%s: its status can't be written (attempt %d), tried again: %s",
                    object, attempt, reason.getMessage());
        }

        @Override
        public void leads(boolean leads) {
            metrics.leads(leads);
        }

        @Override
        public void watching(String resource) {
            metrics.watching(resource);
        }
    }
}
