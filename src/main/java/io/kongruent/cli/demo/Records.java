package io.kongruent.cli.demo;

import io.kongruent.embedded.ProxyListener;
import io.kongruent.embedded.RequestRecord;
import io.kongruent.embedded.StreamRecord;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the gateway says it did, newest last. Thread-safe. */
final class Records implements ProxyListener {

    private static final int PATIENCE_SECONDS = 5;

    private final LinkedBlockingQueue<RequestRecord> requests = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<StreamRecord> streams = new LinkedBlockingQueue<>();

    @Override
    public void answered(RequestRecord request) {
        requests.add(request);
    }

    @Override
    public void connected(StreamRecord connection) {
        streams.add(connection);
    }

    void clear() {
        requests.clear();
        streams.clear();
    }

    /** By which route the next request went, in words. */
    String requestRoute() throws InterruptedException {
        return words(Optional.ofNullable(requests.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .map(RequestRecord::route));
    }

    /** By which route the next connection or datagram went, in words. */
    String streamRoute() throws InterruptedException {
        return words(Optional.ofNullable(streams.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .map(StreamRecord::route));
    }

    private static String words(Optional<Optional<String>> route) {
        return route.map(known -> known.orElse("no route")).orElse("?");
    }
}
