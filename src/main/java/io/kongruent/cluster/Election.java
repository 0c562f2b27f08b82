package io.kongruent.cluster;

import java.time.Duration;

/**
 * How several processes agree on one: a Lease that its holder renews.
 *
 * @param namespace of the Lease
 * @param name of the Lease
 * @param identity of this process, unlike any other's
 * @param lease how long a holder that is silent keeps it
 * @param renew how long the holder tries to renew before it gives up; shorter than {@code lease}, so that it has stopped before another can begin
 * @param retry between tries
 * @param lost is run when this process has been the one and is it no more: it must end, or begin anew
 */
public record Election(
        String namespace, String name, String identity, Duration lease, Duration renew, Duration retry, Runnable lost) {

    /** With the times that Kubernetes' own controllers use. */
    public static Election of(String namespace, String name, String identity, Runnable lost) {
        return new Election(
                namespace, name, identity, Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2), lost);
    }

    public Election withTimes(Duration lease, Duration renew, Duration retry) {
        return new Election(namespace, name, identity, lease, renew, retry, lost);
    }
}
