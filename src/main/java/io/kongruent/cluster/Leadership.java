package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.kongruent.model.Declared;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds the Lease, or waits for it. Times are measured on this machine alone: another's clock may say what it likes. That a renewal hangs is noticed by a thread
 * of its own, so that this process has stopped before any other can begin. For one term: who has lost, or was closed, begins anew with another.
 */
final class Leadership implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Leadership.class);

    private final KubernetesClient client;
    private final Election election;
    private final Runnable won;

    private boolean leads;
    private boolean over;
    private long renewed;
    private @Nullable LeaseSpec seen;
    private long seenSince;

    /** @param won is run once, when this process is the one */
    Leadership(KubernetesClient client, Election election, Runnable won) {
        this.client = client;
        this.election = election;
        this.won = won;
    }

    void start() {
        Thread.ofVirtual().name("election").start(this::campaign);
        Thread.ofVirtual().name("term").start(this::watch);
    }

    private void campaign() {
        boolean complained = false;
        while (!isOver()) {
            try {
                attempt();
                complained = false;
            } catch (KubernetesClientException e) {
                // Without a code there was no answer: that is told by whoever watches the connection.
                if (e.getCode() != 0 && e.getCode() != HttpURLConnection.HTTP_CONFLICT && !complained) {
                    complained = true;
                    LOG.warnf(
                            "The lease %s/%s can't be had, tried again: %s",
                            election.namespace(), election.name(), ServerWords.why(e));
                }
            }
            sleep(election.retry());
        }
    }

    /** One look at the Lease: renews it, takes it when nobody holds it, gives up when another does. */
    private void attempt() {
        long before = System.nanoTime();
        Lease lease = client.leases()
                .inNamespace(election.namespace())
                .withName(election.name())
                .get();
        if (lease == null) {
            client.resource(lease(null)).create();
            hold(before);
        } else if (election.identity().equals(lease.getSpec().getHolderIdentity()) || isFree(lease, before)) {
            client.resource(lease(lease)).update();
            hold(before);
        } else {
            lose("another holds it: " + lease.getSpec().getHolderIdentity());
        }
    }

    /** Whether its holder has let go, or has shown no sign of life for as long as it may. */
    private boolean isFree(Lease lease, long now) {
        LeaseSpec spec = lease.getSpec();
        if (Declared.text(spec.getHolderIdentity()).isEmpty()) {
            return true;
        }
        LeaseSpec before = seen;
        if (before == null
                || !Objects.equals(before.getHolderIdentity(), spec.getHolderIdentity())
                || !Objects.equals(before.getRenewTime(), spec.getRenewTime())) {
            seen = spec;
            seenSince = now;
        }
        int seconds = spec.getLeaseDurationSeconds() == null ? 0 : spec.getLeaseDurationSeconds();
        return now - seenSince > Duration.ofSeconds(seconds).toNanos();
    }

    private Lease lease(@Nullable Lease before) {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        LeaseSpec old = before == null ? new LeaseSpec() : before.getSpec();
        boolean again = election.identity().equals(old.getHolderIdentity());
        int taken = old.getLeaseTransitions() == null ? 0 : old.getLeaseTransitions();
        LeaseBuilder builder = before == null ? new LeaseBuilder() : new LeaseBuilder(before);
        return builder.editOrNewMetadata()
                .withName(election.name())
                .withNamespace(election.namespace())
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(election.identity())
                .withLeaseDurationSeconds(Math.toIntExact(election.lease().toSeconds()))
                .withAcquireTime(again ? old.getAcquireTime() : now)
                .withRenewTime(now)
                .withLeaseTransitions(again || before == null ? taken : taken + 1)
                .endSpec()
                .build();
    }

    private void hold(long since) {
        boolean first;
        synchronized (this) {
            if (over) {
                return;
            }
            renewed = since;
            first = !leads;
            leads = true;
            notifyAll();
        }
        if (first) {
            LOG.infof("%s leads: it holds the lease %s", election.identity(), election.name());
            won.run();
        }
    }

    private void lose(String why) {
        synchronized (this) {
            if (!leads || over) {
                return;
            }
            leads = false;
            over = true;
            notifyAll();
        }
        LOG.warnf("%s leads no more: %s", election.identity(), why);
        election.lost().run();
    }

    /** Ends the term when it hasn't been renewed in time. */
    private void watch() {
        try {
            while (true) {
                synchronized (this) {
                    if (over) {
                        return;
                    }
                    long left = leads
                            ? election.renew().toNanos() - (System.nanoTime() - renewed)
                            : Duration.ofDays(1).toNanos();
                    if (left > 0) {
                        wait(left / 1_000_000 + 1);
                        continue;
                    }
                }
                lose("it could not be renewed for " + election.renew().toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it holds the Lease and may go on as if nobody else did. False also where {@link Election#lost} is yet to be run: after a standstill, say. */
    synchronized boolean holds() {
        return leads && !over && System.nanoTime() - renewed < election.renew().toNanos();
    }

    private synchronized boolean isOver() {
        return over;
    }

    private synchronized void sleep(Duration time) {
        try {
            long until = System.nanoTime() + time.toNanos();
            long left = time.toNanos();
            while (!over && left > 0) {
                wait(left / 1_000_000 + 1);
                left = until - System.nanoTime();
            }
        } catch (InterruptedException e) {
            over = true;
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go, so that another need not wait. The one that closes has stopped to push and to write before. */
    @Override
    public void close() {
        boolean held;
        synchronized (this) {
            held = leads && !over;
            leads = false;
            over = true;
            notifyAll();
        }
        if (held) {
            try {
                Lease lease = client.leases()
                        .inNamespace(election.namespace())
                        .withName(election.name())
                        .get();
                if (lease != null && election.identity().equals(lease.getSpec().getHolderIdentity())) {
                    lease.getSpec().setHolderIdentity("");
                    lease.getSpec().setLeaseDurationSeconds(1);
                    client.resource(lease).update();
                }
            } catch (KubernetesClientException e) {
                LOG.infof("The lease %s runs out by itself: %s", election.name(), ServerWords.why(e));
            }
        }
    }
}
