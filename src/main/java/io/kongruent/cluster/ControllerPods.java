package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the controllers that run as pods of a cluster tell in their metrics, read once through the API server with the rights of whoever asks.
 *
 * @param pods those that answered, by namespace and name
 * @param troubles why others didn't, or none was found, for people
 */
public record ControllerPods(List<Answer> pods, List<String> troubles) {

    private static final String LABEL = "app.kubernetes.io/name";
    private static final String NAME = "kongruent";
    private static final String PORT = "http";
    private static final int USUAL_PORT = 8080;
    private static final int ANSWER_MILLIS = 5_000;

    /** @param metrics as Prometheus reads them */
    public record Answer(String pod, String metrics) {}

    public ControllerPods {
        pods = List.copyOf(pods);
        troubles = List.copyOf(troubles);
    }

    /** Asks them. Whatever goes wrong is a trouble. */
    public static ControllerPods ask(Config config) {
        config.setRequestTimeout(ANSWER_MILLIS);
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            List<Pod> found =
                    client.pods().inAnyNamespace().withLabel(LABEL, NAME).list().getItems();
            List<Answer> answers = new ArrayList<>();
            List<String> troubles = new ArrayList<>();
            for (Pod pod : found) {
                ask(client, pod, answers, troubles);
            }
            if (found.isEmpty()) {
                troubles.add("no pod has the label " + LABEL + "=" + NAME
                        + "; a controller elsewhere has its figures at its own /q/metrics");
            }
            return new ControllerPods(answers, troubles);
        } catch (KubernetesClientException e) {
            return new ControllerPods(List.of(), List.of(why("the controller's pods can't be found", "list pods", e)));
        }
    }

    private static void ask(KubernetesClient client, Pod pod, List<Answer> answers, List<String> troubles) {
        String namespace = pod.getMetadata().getNamespace();
        String name = namespace + "/" + pod.getMetadata().getName();
        String path = "/api/v1/namespaces/" + namespace + "/pods/"
                + pod.getMetadata().getName() + ":" + port(pod) + "/proxy/q/metrics";
        try {
            Optional.ofNullable(client.raw(path))
                    .ifPresentOrElse(
                            metrics -> answers.add(new Answer(name, metrics)),
                            () -> troubles.add("the pod " + name + " has no /q/metrics"));
        } catch (KubernetesClientException e) {
            troubles.add(why("the metrics of the pod " + name + " can't be read", "get pods/proxy in " + namespace, e));
        }
    }

    private static int port(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> PORT.equals(port.getName()))
                .map(ContainerPort::getContainerPort)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(USUAL_PORT);
    }

    private static String why(String what, String right, KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
            return what + ": your rights lack " + right;
        }
        return what + ": " + ServerWords.why(e);
    }
}
