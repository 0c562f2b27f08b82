package io.kongruent.push;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** A Kong in memory that answers as told. Taken configurations are applied by both workers at once unless it is told otherwise. */
public final class ScriptedKong implements Admin {

    public static final Capabilities WITH_PLUGIN =
            new Capabilities("3.9.1", Optional.of("0.1.0"), EnumSet.allOf(Capability.class), Map.of(), List.of());

    public final List<String> posts = new CopyOnWriteArrayList<>();
    public final AtomicInteger probes = new AtomicInteger();
    /** Probes, and attempts at one while it is down. */
    public final AtomicInteger knocks = new AtomicInteger();

    public final AtomicInteger inquiries = new AtomicInteger();
    public volatile boolean down;
    public volatile boolean closed;
    /** Why it can't be configured at all. */
    public volatile String refusal = "";

    public volatile Capabilities capabilities = WITH_PLUGIN;
    public volatile BiFunction<String, Boolean, Reply> answer = (body, flatten) -> new Reply.Taken();
    public volatile UnaryOperator<List<String>> workers = all -> all;
    public volatile BiFunction<String, String, Optional<String>> objection = (collection, entity) -> Optional.empty();
    private volatile List<String> applied = List.of("", "");
    private volatile String hash = "0".repeat(32);
    private final String url;

    public ScriptedKong() {
        this("http://kong.test:8001");
    }

    public ScriptedKong(String url) {
        this.url = url;
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public Capabilities probe() {
        knocks.incrementAndGet();
        ifUp();
        probes.incrementAndGet();
        if (!refusal.isEmpty()) {
            throw new AdminUnreachable(refusal);
        }
        return capabilities;
    }

    @Override
    public Applied applied() {
        ifUp();
        return new Applied(hash, capabilities.hasPlugin() ? workers.apply(applied) : List.of());
    }

    @Override
    public Reply post(byte[] document, boolean flatten) {
        ifUp();
        String body = new String(document, StandardCharsets.UTF_8);
        posts.add(body);
        Reply reply = answer.apply(body, flatten);
        if (reply instanceof Reply.Taken) {
            apply(body);
        }
        return reply;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Answers with that, but not before {@code until} is over. */
    public static BiFunction<String, Boolean, Reply> held(CountDownLatch until, Reply reply) {
        return (body, flatten) -> {
            waitFor(until);
            return reply;
        };
    }

    /** For at most a minute; an interrupt ends it. */
    public static void waitFor(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nobody let go within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes a configuration the applied one, as after a 201, or behind an answer that never came. */
    public void apply(String body) {
        applied = Collections.nCopies(2, version(body));
        hash = String.format("%032x", posts.size());
    }

    public void restart() {
        applied = List.of("", "");
        hash = "0".repeat(32);
    }

    @Override
    public Optional<String> objection(String collection, String entity) {
        ifUp();
        inquiries.incrementAndGet();
        return objection.apply(collection, entity);
    }

    private void ifUp() {
        if (down) {
            throw new AdminUnreachable("connection refused");
        }
    }

    static String version(String body) {
        int from = body.indexOf("version\\\":\\\"") + "version\\\":\\\"".length();
        return body.substring(from, body.indexOf('\\', from));
    }

    List<String> versions() {
        List<String> versions = new ArrayList<>();
        posts.forEach(p -> versions.add(version(p)));
        return versions;
    }
}
