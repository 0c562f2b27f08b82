package io.kongruent.embedded;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.impl.VertxBuilder;

/** Vert.x without files and caches, and waiting for it from ordinary threads. */
public final class Runtimes {
    private Runtimes() {}

    /** One with so many threads for what happens. */
    public static Vertx vertx(int eventLoops) {
        return Vertx.vertx(options(eventLoops));
    }

    /** One whose servers change to HTTP/2 for nobody who began without; see {@link PriorKnowledge}. */
    static Vertx gateway(int eventLoops) {
        return new VertxBuilder(options(eventLoops))
                .findTransport(new PriorKnowledge())
                .init()
                .vertx();
    }

    private static VertxOptions options(int eventLoops) {
        return new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setWorkerPoolSize(2)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false));
    }

    /** The future's value; not to be called on Vert.x's own threads. */
    public static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
