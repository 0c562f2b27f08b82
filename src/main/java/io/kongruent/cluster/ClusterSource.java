package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.kongruent.engine.Source;
import io.kongruent.graph.Graph;
import io.kongruent.graph.Lowerers;
import io.kongruent.graph.LoweringCache;
import io.kongruent.graph.References;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.Kind;
import io.kongruent.kinds.Kinds;
import io.kongruent.model.Ref;
import io.kongruent.ports.Changes;
import io.kongruent.push.Outcome;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.snapshot.XMesh;
import io.kongruent.verdict.Verdicts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a Kubernetes cluster, and their statuses. Tells of nothing before everything that the cluster has has been seen and, with an election, before
 * this process is the one that pushes and writes.
 */
public final class ClusterSource implements Source {

    private static final Logger LOG = Logger.getLogger(ClusterSource.class);

    /** The first wait; doubles up to 32 times that. */
    private static final int RECONNECT_MILLIS = 200;

    private final ClusterInput input;
    private final ServedVersions versions = new ServedVersions();
    private final KubernetesClient client;
    private final Contact contact;
    private final Standing standing;
    private final KindWatches kinds;
    private final Incidents incidents;
    private final LoweringCache lowered = new LoweringCache();
    private final Lowerers lowerers = lowered.remember(Kinds.lowerersWithoutRoutes());
    private final Optional<Provisioner> provisioner;
    private final Optional<DefaultMesh> mesh;
    private final CompletableFuture<Void> synced = new CompletableFuture<>();

    private volatile @Nullable Changes engine;
    private volatile @Nullable Parts parts;
    private volatile @Nullable Leadership leadership;
    private volatile boolean telling;
    private volatile boolean closed;

    private record Parts(Definitions definitions, CoreWatch core, Confidential confidential) {}

    /** A source that doesn't look yet. */
    public ClusterSource(ClusterInput input) {
        this.input = input;
        // Connections that break off are tried again soon, and requests that fail are given back: what they were for
        // has a pace of its own.
        input.config().setWatchReconnectInterval(RECONNECT_MILLIS);
        input.config().setRequestRetryBackoffLimit(1);
        InstantSource clock = InstantSource.system();
        this.contact = new Contact(
                input.config().getMasterUrl().replaceAll("/+$", ""), input.listener(), clock, this::forbidden);
        this.client = new KubernetesClientBuilder()
                .withConfig(input.config())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("versions", versions)
                        .addOrReplaceInterceptor("watches", new WatchCount(input.listener()))
                        .addOrReplaceInterceptor("contact", contact))
                .build();
        this.standing = new Standing(input.listener(), this::leads);
        this.incidents = new Incidents(client, input.controllerName(), clock);
        this.provisioner = input.provisioning().map(p -> new Provisioner(client, p, this::hasGateway, this::changed));
        this.mesh = input.mesh() ? Optional.of(new DefaultMesh(client, input.controllerName())) : Optional.empty();
        this.kinds =
                new KindWatches(new Edge(input.controllerName(), this::changed, standing, clock), client, versions);
    }

    @Override
    public void start(Changes changes) {
        engine = changes;
        Thread.ofVirtual().name("cluster").start(this::begin);
    }

    private void begin() {
        try {
            Definitions definitions = new Definitions(client, this::definitionsChanged);
            CoreWatch core = new CoreWatch(client, this::changed);
            Confidential confidential = input.secrets()
                    .<Confidential>map(selector -> new Labelled(client, selector, this::changed))
                    .orElseGet(() -> new OnDemand(client, this::changed));
            parts = new Parts(definitions, core, confidential);
            if (closed) {
                closeParts();
                return;
            }
            definitions.answered().join();
            kinds.follow(definitions);
            kinds.answered().join();
            core.synced().join();
            synced.complete(null);
            campaign();
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.error("The cluster can't be watched", e);
            }
        }
    }

    private void campaign() {
        if (input.election().isEmpty()) {
            lead();
            return;
        }
        Leadership campaign = new Leadership(client, input.election().get(), this::lead);
        leadership = campaign;
        if (closed) {
            return;
        }
        input.listener().leads(false);
        campaign.start();
    }

    private void lead() {
        input.listener().leads(true);
        provisioner.ifPresent(Provisioner::start);
        telling = true;
        changed();
    }

    /** Whether there is a Gateway of this uid, whoever it belongs to. */
    private boolean hasGateway(String uid) {
        Snapshot.Builder builder = new Snapshot.Builder();
        kinds.addTo(builder);
        return builder.build().all(Gateway.class).stream()
                .anyMatch(g -> uid.equals(g.getMetadata().getUid()));
    }

    /** Whether this process may push and write at this very moment. Asked before each push, so that none begins after another process may have begun. */
    public boolean leads() {
        Leadership held = leadership;
        return telling && (held == null || held.holds());
    }

    /** Since when the API server can't be reached; empty when it answers. */
    public Optional<Instant> awaySince() {
        return contact.awaySince();
    }

    private void definitionsChanged() {
        Parts now = parts;
        if (now != null && now.definitions.answered().isDone()) {
            kinds.follow(now.definitions);
            changed();
        }
    }

    private void changed() {
        Changes listening = engine;
        if (telling && listening != null) {
            listening.changed();
        }
    }

    /** Done when everything that the cluster has has been seen. */
    public CompletableFuture<Void> synced() {
        return synced.copy();
    }

    /** The kinds that the cluster doesn't have, by their names; experiments aside. */
    public SortedSet<String> missing() {
        SortedSet<String> missing = new TreeSet<>();
        Parts now = parts;
        for (Kind<?> kind : Kinds.ALL) {
            boolean there =
                    now != null && (now.definitions.version(kind).isPresent() || now.definitions.isForbidden(kind));
            if (!there && !kind.isExperiment()) {
                missing.add(kind.name());
            }
        }
        return missing;
    }

    /** The kinds that the cluster doesn't let us watch, by their names: they count as if there were no objects of them, until it does. */
    public SortedSet<String> forbidden() {
        SortedSet<String> forbidden = new TreeSet<>();
        Parts now = parts;
        for (Kind<?> kind : Kinds.ALL) {
            if (now != null && (now.definitions.isForbidden(kind) || kinds.isForbidden(kind))) {
                forbidden.add(kind.name());
            }
        }
        return forbidden;
    }

    private void forbidden(String resource) {
        Parts now = parts;
        String definition = Contact.DEFINITIONS + "/";
        if (resource.startsWith(definition)) {
            if (now != null) {
                now.definitions.forbidden(resource.substring(definition.length()));
            }
        } else {
            kinds.forbidden(resource);
        }
    }

    @Override
    public Snapshot snapshot() {
        Parts now = parts;
        Snapshot.Builder builder = new Snapshot.Builder();
        if (now == null) {
            return builder.build();
        }
        kinds.addTo(builder);
        now.core.addTo(builder);
        now.definitions.addTo(builder);
        SortedSet<Ref> wanted = References.onDemand(builder.build(), input.controllerName(), lowerers);
        lowered.endPass();
        now.confidential.addTo(builder, wanted);
        Snapshot snapshot = builder.build();
        mesh.filter(m -> leads()
                        && Kinds.of(XMesh.class).filter(k -> isSeen(k, now)).isPresent())
                .ifPresent(m -> m.seen(snapshot.all(XMesh.class)));
        return snapshot;
    }

    private boolean isSeen(Kind<?> kind, Parts now) {
        return now.definitions.version(kind).isPresent() && kinds.answered().isDone() && !kinds.isForbidden(kind);
    }

    @Override
    public void resolved(Graph graph) {
        provisioner.ifPresent(p -> p.wanted(graph));
    }

    @Override
    public void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts) {
        boolean first = !standing.isDecided();
        standing.decided(graph, verdicts).forEach(kinds::nudge);
        incidents.decided(verdicts);
        if (first) {
            kinds.nudgeAll();
        }
    }

    @Override
    public void close() {
        closed = true;
        telling = false;
        provisioner.ifPresent(Provisioner::close);
        mesh.ifPresent(DefaultMesh::close);
        contact.close();
        incidents.close();
        kinds.close();
        closeParts();
        Leadership held = leadership;
        if (held != null) {
            held.close();
        }
        client.close();
    }

    private void closeParts() {
        Parts now = parts;
        if (now != null) {
            now.definitions.close();
            now.core.close();
            now.confidential.close();
        }
    }
}
