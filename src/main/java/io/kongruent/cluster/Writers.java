package io.kongruent.cluster;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The threads that write the statuses of one kind. */
final class Writers extends ThreadPoolExecutor {

    static final int SIZE = 4;

    private final Runnable afterwards;

    /** @param afterwards called by the thread that did it after each thing that was to be done */
    Writers(Runnable afterwards) {
        super(SIZE, SIZE, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        this.afterwards = afterwards;
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable failure) {
        afterwards.run();
    }
}
