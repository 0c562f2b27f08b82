package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.kongruent.graph.Graph;
import io.kongruent.model.Declared;
import io.kongruent.model.Ref;
import io.kongruent.provision.AdminKeys;
import io.kongruent.provision.Authority;
import io.kongruent.provision.Blueprint;
import io.kongruent.provision.Keeping;
import io.kongruent.provision.Maker;
import io.kongruent.provision.Rollout;
import io.kongruent.provision.ServerKeys;
import io.kongruent.provision.Surroundings;
import io.kongruent.provision.Wanted;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the data planes that Gateways want, keeps them as they should be, and takes away what is no longer wanted. Works on a thread of its own: a slow API server
 * delays no pass. What others have added to an object stays; what they have changed of ours is put right.
 */
final class Provisioner implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Provisioner.class);

    private static final String MANAGER = "kongruent";
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final int MOST_DOUBLINGS = 7;

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** Certificates are looked at this often. */
    private static final Duration ROUND = Duration.ofMinutes(30);

    private final KubernetesClient client;
    private final Provisioning provisioning;
    private final Owned owned;
    private final Vault vault;
    private final Predicate<String> exists;
    private final Runnable changed;

    /** What has been applied, by kind and name. */
    private final Map<Key, Applied> applied = new HashMap<>();

    private Keeping keeping = Keeping.nothing();
    private boolean decided;
    private Maker maker;
    private boolean dirty;
    private boolean closed;
    private int failures;
    private Instant looked = Instant.EPOCH;
    private @Nullable Thread thread;

    private record Key(String kind, String namespace, String name) {
        static Key of(HasMetadata object) {
            return new Key(
                    object.getKind(),
                    Declared.text(object.getMetadata().getNamespace()),
                    object.getMetadata().getName());
        }
    }

    private record Applied(HasMetadata wanted, HasMetadata result) {}

    /**
     * One that doesn't work yet.
     *
     * @param exists whether the cluster has a Gateway of a uid
     * @param changed is run when Admin APIs can be reached from now on
     */
    Provisioner(KubernetesClient client, Provisioning provisioning, Predicate<String> exists, Runnable changed) {
        this.client = client;
        this.provisioning = provisioning;
        this.owned = new Owned(client, provisioning.maker(), this::dirty);
        this.vault = new Vault(client, provisioning.maker().namespace());
        this.maker = provisioning.maker();
        this.exists = exists;
        this.changed = changed;
    }

    /** Begins: from now on this process is the one that writes. */
    synchronized void start() {
        thread = Thread.ofVirtual().name("provision").start(this::run);
    }

    /** What is wanted now. */
    synchronized void wanted(Graph graph) {
        Keeping now = Keeping.of(graph);
        if (!decided || !now.equals(keeping)) {
            decided = true;
            keeping = now;
            dirty();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void dirty() {
        dirty = true;
        notifyAll();
    }

    /** As the API server tells; when it doesn't, it is taken for one of today. */
    private Surroundings surroundings() {
        try {
            VersionInfo version = client.getKubernetesVersion();
            return maker.surroundings().on(Declared.text(version.getMajor()), Declared.text(version.getMinor()));
        } catch (KubernetesClientException e) {
            LOG.warnf("The API server's version can't be read: %s", e.getMessage());
            return maker.surroundings();
        }
    }

    private void run() {
        try {
            owned.synced().get();
            maker = maker.in(surroundings());
            while (true) {
                boolean done;
                try {
                    done = round();
                } catch (RuntimeException e) {
                    LOG.warnf("Data planes can't be looked after, tried again: %s", e.getMessage());
                    done = false;
                }
                if (!rest(done)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.error("What was made for Gateways can't be watched", e);
        }
    }

    /** Until there is something to do, or it is time to try again. @return false when closed */
    private synchronized boolean rest(boolean done) throws InterruptedException {
        failures = done ? 0 : Math.min(failures + 1, MOST_DOUBLINGS);
        long until = System.nanoTime() + (done ? ROUND : SHORTEST.multipliedBy(1L << failures)).toNanos();
        while (!closed && !dirty) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                break;
            }
            wait(left / 1_000_000 + 1);
        }
        dirty = false;
        return !closed;
    }

    /** Puts everything right. @return whether everything is */
    private boolean round() {
        Authority authority = authority();
        Keeping wanted;
        synchronized (this) {
            if (!decided) {
                return true;
            }
            wanted = keeping;
        }
        Map<Key, HasMetadata> there = new HashMap<>();
        owned.all().forEach(o -> there.put(Key.of(o), o));
        Set<Key> kept = new HashSet<>();
        boolean done = true;
        for (Wanted gateway : wanted.gateways().values()) {
            if (isClosed()) {
                return true;
            }
            List<HasMetadata> objects = objects(gateway, authority, there);
            objects.forEach(o -> kept.add(Key.of(o)));
            done &= settle(gateway.meta().ref(), objects, there);
        }
        applied.keySet().retainAll(kept);
        provisioning.troubles().retain(wanted.gateways().keySet());
        for (Map.Entry<Key, HasMetadata> entry : there.entrySet()) {
            if (wanted.isTooMuch(entry.getValue(), kept.contains(entry.getKey()), exists)
                    && !Rollout.needs(entry.getValue(), there.values())) {
                done &= remove(entry.getValue());
            }
        }
        return done;
    }

    /** The one that counts, looked at from time to time. */
    private Authority authority() {
        AdminKeys keys = provisioning.keys();
        Authority known = keys.authority().orElse(null);
        if (known != null && now().isBefore(looked.plus(ROUND))) {
            return known;
        }
        Authority newest = vault.open(now());
        looked = now();
        keys.use(newest);
        if (known == null) {
            changed.run();
        }
        return newest;
    }

    private Instant now() {
        return provisioning.clock().instant();
    }

    private List<HasMetadata> objects(Wanted gateway, Authority authority, Map<Key, HasMetadata> there) {
        Ref ref = gateway.meta().ref();
        HasMetadata secret = there.get(new Key("Secret", ref.namespace(), Blueprint.secretName(gateway)));
        Map<String, String> before = secret instanceof Secret s ? Declared.map(s.getData()) : Map.of();
        ServerKeys keys = authority.server(Blueprint.host(ref), before, now());
        return Blueprint.of(gateway, maker, keys);
    }

    private boolean settle(Ref gateway, List<HasMetadata> objects, Map<Key, HasMetadata> there) {
        try {
            for (HasMetadata object : objects) {
                settle(object, there.get(Key.of(object)));
            }
            if (provisioning.troubles().remove(gateway)) {
                changed.run();
            }
            return true;
        } catch (KubernetesClientException | Occupied e) {
            String message = ServerWords.why(e);
            if (provisioning.troubles().put(gateway, message)) {
                LOG.warnf("The data plane of %s can't be made, tried again: %s", gateway, message);
                changed.run();
            }
            return false;
        }
    }

    private void settle(HasMetadata wanted, @Nullable HasMetadata seen) {
        Key key = Key.of(wanted);
        Applied before = applied.get(key);
        if (before != null && before.wanted.equals(wanted) && isAsLeft(before.result, seen)) {
            return;
        }
        if (seen == null && before == null) {
            HasMetadata found = client.resource(wanted).get();
            if (found != null && !isOurs(found, wanted)) {
                throw new Occupied(wanted.getKind() + " " + wanted.getMetadata().getNamespace() + "/"
                        + wanted.getMetadata().getName()
                        + " is there and wasn't made for this Gateway; remove it, or name the Gateway otherwise");
            }
        }
        HasMetadata result =
                client.resource(wanted).fieldManager(MANAGER).forceConflicts().serverSideApply();
        applied.put(key, new Applied(wanted, Trims.whole(result)));
    }

    private boolean isOurs(HasMetadata found, HasMetadata wanted) {
        return provisioning
                        .maker()
                        .label()
                        .equals(Declared.map(found.getMetadata().getLabels()).get(Maker.CONTROLLER))
                || Keeping.owner(found).equals(Keeping.owner(wanted));
    }

    /** Whether an object is as our last write has left it, or as it was before: then the cache is behind. */
    private boolean isAsLeft(HasMetadata result, @Nullable HasMetadata seen) {
        if (seen == null) {
            return false;
        }
        return version(seen) < version(result) && Objects.equals(uid(seen), uid(result))
                || owned.content(seen).equals(owned.content(result));
    }

    private boolean remove(HasMetadata object) {
        try {
            LOG.infof(
                    "%s %s/%s is no longer wanted",
                    object.getKind(),
                    object.getMetadata().getNamespace(),
                    object.getMetadata().getName());
            client.resource(object).delete();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return true;
            }
            LOG.warnf("%s can't be deleted: %s", Key.of(object), e.getMessage());
            return false;
        }
    }

    private static String uid(HasMetadata object) {
        return Declared.text(object.getMetadata().getUid());
    }

    private static long version(HasMetadata object) {
        try {
            return Long.parseLong(object.getMetadata().getResourceVersion());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The name of an object of ours is taken. */
    private static final class Occupied extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Occupied(String message) {
            super(message);
        }
    }

    /** Ends: nothing is written after what is under way. */
    @Override
    public void close() {
        Thread working;
        synchronized (this) {
            closed = true;
            notifyAll();
            working = thread;
        }
        try {
            if (working != null) {
                working.join(FAREWELL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        owned.close();
    }
}
