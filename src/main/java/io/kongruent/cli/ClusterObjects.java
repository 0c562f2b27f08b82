package io.kongruent.cli;

import io.fabric8.kubernetes.client.Config;
import io.kongruent.cluster.ClusterInput;
import io.kongruent.cluster.ClusterListener;
import io.kongruent.cluster.ClusterSource;
import io.kongruent.cluster.Election;
import io.kongruent.cluster.Provisioning;
import io.kongruent.settings.KongruentSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The cluster that the surroundings name: the one of the pod, or that of the kubeconfig.
 *
 * @param election by which several processes agree; empty: this one agrees with nobody
 * @param secrets the label selector for Secrets and ConfigMaps
 * @param mesh whether an XMesh stands for us
 */
record ClusterObjects(Config config, Optional<Election> election, Optional<String> secrets, boolean mesh) {

    private static final Logger LOG = Logger.getLogger(ClusterObjects.class);

    /** What the API server takes as a label selector, as far as a setting is likely to miss it. */
    private static final Pattern SELECTOR =
            Pattern.compile(list("!?NAME|NAME ?(?:=|==|!=) ?VALUE|NAME (?:in|notin) ?\\((?:VALUE(?:, ?VALUE)*)?\\)"
                    .replace("NAME", "[A-Za-z0-9][-A-Za-z0-9_./]*")
                    .replace("VALUE", "[-A-Za-z0-9_.]*")));

    private static String list(String one) {
        return "(?:" + one + ")(?:, ?(?:" + one + "))*";
    }

    /**
     * Finds it, without asking it.
     *
     * @param environment the variables of the process
     * @param lost is run when another process works now; this one must end
     * @throws Failure when there is none, or the settings about it can't be had
     */
    static ClusterObjects find(Map<String, String> environment, KongruentSettings settings, Runnable lost) {
        Config config = Config.autoConfigure(null);
        boolean pod = environment.containsKey("KUBERNETES_SERVICE_HOST");
        boolean said =
                environment.containsKey("KUBERNETES_MASTER") || Files.isReadable(Path.of(kubeconfig(environment)));
        if (!pod && !said) {
            throw new Failure(
                    "there is no cluster: this is no pod, and there is no " + kubeconfig(environment),
                    "Set KUBECONFIG, or watch a folder: --source dir:PATH.");
        }
        return new ClusterObjects(
                config,
                election(environment, settings.lease(), config, lost),
                selector(settings.secrets().labelSelector()),
                settings.mesh().enabled());
    }

    private static String kubeconfig(Map<String, String> environment) {
        String said = environment.getOrDefault("KUBECONFIG", "");
        return said.isEmpty()
                ? Path.of(System.getProperty("user.home", ""), ".kube", "config")
                        .toString()
                : said.split(java.io.File.pathSeparator, 2)[0];
    }

    private static Optional<Election> election(
            Map<String, String> environment, KongruentSettings.Lease lease, Config config, Runnable lost) {
        if (!lease.enabled()) {
            return Optional.empty();
        }
        String own = environment.getOrDefault("POD_NAMESPACE", "");
        Optional<String> namespace = lease.namespace()
                .or(() -> Optional.of(own).filter(n -> !n.isEmpty()))
                .or(() -> Optional.ofNullable(config.getNamespace()).filter(n -> !n.isEmpty()));
        if (namespace.isEmpty()) {
            LOG.warn("no lease is taken, because no namespace is known for it: another process with the same controller"
                    + " name would undo what this one does; set kongruent.lease.namespace");
            return Optional.empty();
        }
        String pod = environment.getOrDefault("POD_NAME", "");
        return Optional.of(Election.of(namespace.get(), lease.name(), pod.isEmpty() ? machine() : pod, lost));
    }

    /** Unlike any other process's, here and elsewhere. */
    private static String machine() {
        String one = ProcessHandle.current().pid() + "_" + UUID.randomUUID();
        try {
            return InetAddress.getLocalHost().getHostName() + "_" + one;
        } catch (UnknownHostException e) {
            return one;
        }
    }

    private static Optional<String> selector(Optional<String> said) {
        said.filter(s -> !SELECTOR.matcher(s).matches()).ifPresent(s -> {
            throw new Failure(
                    "kongruent.secrets.label-selector: \"" + s + "\" is no label selector",
                    "Write it as for kubectl --selector: kongruent.io/watch=true.");
        });
        return said;
    }

    /**
     * @param listener hears what happens between us and the API server
     * @param provisioning empty: no data planes are made
     */
    ClusterSource source(String controllerName, ClusterListener listener, Optional<Provisioning> provisioning) {
        ClusterInput input =
                ClusterInput.of(config, controllerName).withListener(listener).withMesh(mesh);
        input = provisioning.map(input::withProvisioning).orElse(input);
        input = election.map(input::withElection).orElse(input);
        return new ClusterSource(secrets.map(input::withSecrets).orElse(input));
    }
}
