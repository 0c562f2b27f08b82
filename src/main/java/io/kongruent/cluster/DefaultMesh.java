package io.kongruent.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.kongruent.snapshot.XMesh;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Creates the XMesh that stands for us where none names us. "The mesh MUST NOT set any other fields in the spec of the Mesh resource that it creates", and one of
 * that name that is another's "MUST NOT" be modified (GEP-3949). Thread-safe.
 */
final class DefaultMesh implements AutoCloseable {

    /** Its name, if we create it. */
    static final String NAME = "kongruent";

    private static final Logger LOG = Logger.getLogger(DefaultMesh.class);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final String controllerName;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile boolean closed;

    DefaultMesh(KubernetesClient client, String controllerName) {
        this.client = client;
        this.controllerName = controllerName;
    }

    /** Takes note of every XMesh that there is; returns at once. */
    void seen(List<XMesh> meshes) {
        if (meshes.stream().anyMatch(this::isOurs)) {
            return;
        }
        if (meshes.stream().anyMatch(m -> m.getMetadata().getName().equals(NAME))) {
            if (warned.compareAndSet(false, true)) {
                LOG.warnf(
                        "The XMesh %s is another controller's, so there is none for %s; create one of another name with this spec.controllerName",
                        NAME, controllerName);
            }
        } else if (busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mesh").start(this::create);
        }
    }

    private boolean isOurs(XMesh mesh) {
        return mesh.getSpec().path("controllerName").asText().equals(controllerName);
    }

    private void create() {
        XMesh mesh = new XMesh();
        mesh.getMetadata().setName(NAME);
        mesh.setSpec(JsonNodeFactory.instance.objectNode().put("controllerName", controllerName));
        Duration wait = Duration.ofSeconds(1);
        try {
            while (!closed && !isThere(mesh)) {
                Thread.sleep(wait);
                Duration longer = wait.multipliedBy(2);
                wait = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            busy.set(false);
        }
    }

    private boolean isThere(XMesh mesh) {
        try {
            client.resource(mesh).create();
            LOG.infof("Created the XMesh %s", NAME);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return true;
            }
            LOG.warnf("The XMesh %s can't be created, it is tried again: %s", NAME, ServerWords.why(e));
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
