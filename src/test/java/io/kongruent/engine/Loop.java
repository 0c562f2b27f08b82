package io.kongruent.engine;

import io.kongruent.capability.Capabilities;
import io.kongruent.graph.Graph;
import io.kongruent.graph.World;
import io.kongruent.push.Admin;
import io.kongruent.push.Outcome;
import io.kongruent.push.PushListener;
import io.kongruent.push.PushTiming;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.translate.TranslateOptions;
import io.kongruent.verdict.Verdicts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An engine under test, on a small cluster in YAML that can be changed, and what it tells. */
final class Loop implements EngineListener, AutoCloseable {

    private static final PushTiming QUICK = new PushTiming(
            Duration.ofMillis(5),
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(2),
            Duration.ofMillis(10),
            0);

    /** The Gateway with one more than it has. */
    static final String TWO_LISTENERS = World.GATEWAY + "  - {name: more, port: 81, protocol: HTTP}\n";

    /** A route that only a data plane with the plugin can have. */
    static final String REDIRECT = """
            kind: HTTPRoute
            metadata: {name: moved, namespace: default}
            spec:
              parentRefs: [{name: web}]
              rules:
              - matches: [{path: {value: /moved}}]
                filters: [{type: RequestRedirect, requestRedirect: {hostname: new.example.com}}]
            """;

    final List<World.Statuses> told = new CopyOnWriteArrayList<>();
    final List<Pass> passes = new CopyOnWriteArrayList<>();
    /** The data planes of which it was told, once for each time. */
    final List<String> propagated = new CopyOnWriteArrayList<>();

    final List<PushListener.Sending> sendings = new CopyOnWriteArrayList<>();
    final List<String> gone = new CopyOnWriteArrayList<>();
    final AtomicInteger snapshots = new AtomicInteger();
    final Engine engine;

    volatile Runnable beforeSnapshot = () -> {};
    volatile Runnable onResolved = () -> {};
    private volatile Snapshot snapshot = Snapshot.empty();

    /** An engine with one data plane for everything. */
    Loop(Admin... instances) {
        this(List.of(PlaneSettings.of("main", Arrays.asList(instances), Map.of())));
    }

    /** An engine whose first data plane is the default one. */
    Loop(List<PlaneSettings> planes) {
        this(Fleet.of(planes, planes.getFirst().name()));
    }

    Loop(Fleet fleet) {
        Supplier<Snapshot> snapshots = () -> {
            this.snapshots.incrementAndGet();
            Snapshot taken = snapshot;
            beforeSnapshot.run();
            return taken;
        };
        engine = new Engine(new EngineInput(
                World.CONTROLLER,
                false,
                false,
                TranslateOptions.DEFAULT,
                snapshots,
                fleet,
                Capabilities.shipped("0.1.0", List.of()),
                QUICK,
                this));
    }

    /** The class, the Gateway, the Service and these; the engine isn't told. */
    Loop with(String... manifests) {
        snapshot = Snapshot.of(World.with(manifests).objects());
        return this;
    }

    /** The newest verdicts. */
    World.Statuses statuses() {
        return told.getLast();
    }

    /** Some condition that the newest verdicts have, or what they have in its place. */
    boolean shows(Supplier<String> condition, String expected) {
        return !told.isEmpty() && condition.get().startsWith(expected);
    }

    static String route(String name, String path) {
        return """
                kind: HTTPRoute
                metadata: {name: %s, namespace: default}
                spec:
                  parentRefs: [{name: web}]
                  rules:
                  - {matches: [{path: {value: %s}}], backendRefs: [{name: app, port: 8080}]}
                """.formatted(name, path);
    }

    @Override
    public void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts) {
        told.add(new World.Statuses(verdicts));
    }

    @Override
    public void resolved(long pass, Graph graph) {
        onResolved.run();
    }

    @Override
    public void passed(Pass pass) {
        passes.add(pass);
    }

    @Override
    public void propagated(String dataPlane, Duration took) {
        propagated.add(dataPlane);
    }

    @Override
    public void sent(PushListener.Sending sending) {
        sendings.add(sending);
    }

    @Override
    public void gone(String dataPlane, String instance) {
        gone.add(dataPlane + " " + instance);
    }

    @Override
    public void close() {
        engine.close();
    }
}
