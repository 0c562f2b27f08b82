package io.kongruent.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.capability.Capabilities;
import io.kongruent.graph.DataPlane;
import io.kongruent.graph.Graph;
import io.kongruent.graph.LoweringCache;
import io.kongruent.graph.ResolveInput;
import io.kongruent.graph.Resolver;
import io.kongruent.graph.World;
import io.kongruent.kinds.Kinds;
import io.kongruent.kong.Document;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongState;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.translate.KongDialect;
import io.kongruent.translate.TranslateOptions;
import io.kongruent.translate.Translator;
import io.kongruent.verdict.Judge;
import io.kongruent.verdict.Verdicts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The pure stages, one after the other, and the whole way that one changed route goes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@NullUnmarked
public class StagesBench {

    @Param({"1000", "10000"})
    private int routes;

    private List<HasMetadata> objects;
    private HasMetadata[] versions;
    private Snapshot snapshot;
    private DataPlane dataPlane;
    private LoweringCache cache;
    private Graph graph;
    private KongState state;
    private int turn;

    @Setup
    public void prepare() {
        objects = Cluster.of(routes);
        versions = new HasMetadata[] {Cluster.route(0, "v1"), Cluster.route(0, "v2")};
        snapshot = Snapshot.of(objects);
        dataPlane =
                new DataPlane("kong", Capabilities.shipped("0.1.0", List.of()), Map.of(80, 8000, 443, 8443), List.of());
        cache = new LoweringCache();
        graph = Resolver.resolve(snapshot, input());
        state = Translator.translate(graph, dataPlane, Exclusions.NONE, TranslateOptions.DEFAULT);
        System.out.printf(
                "%d routes: %d entities, document of %d bytes, %d MiB of heap in use%n",
                routes, state.entities().size(), Document.of(state).length(), used());
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private ResolveInput input() {
        return ResolveInput.of(
                World.CONTROLLER,
                Kinds.lowerers(new KongDialect()),
                new KongDialect(),
                (gateway, className) -> dataPlane,
                dataPlane.capabilities());
    }

    @Benchmark
    public Graph resolveFromNothing() {
        return Resolver.resolve(snapshot, input());
    }

    @Benchmark
    public Graph resolveAfterOneChange() {
        Graph next = Resolver.resolve(changed(), input().remembering(cache));
        cache.endPass();
        return next;
    }

    @Benchmark
    public KongState translate() {
        return Translator.translate(graph, dataPlane, Exclusions.NONE, TranslateOptions.DEFAULT);
    }

    @Benchmark
    public Document serialise() {
        return Document.of(state);
    }

    @Benchmark
    public Verdicts judge() {
        return Judge.judge(graph, List.of());
    }

    /** What the engine does between a change and the first byte on its way to Kong. */
    @Benchmark
    public byte[] oneChange() {
        Graph next = Resolver.resolve(changed(), input().remembering(cache));
        cache.endPass();
        Judge.judge(next, List.of());
        return Document.of(Translator.translate(next, dataPlane, Exclusions.NONE, TranslateOptions.DEFAULT))
                .bytes("00000000-0000-0000-0000-000000000000");
    }

    private Snapshot changed() {
        turn++;
        HasMetadata route = versions[turn & 1];
        route.getMetadata().setResourceVersion(String.valueOf(turn));
        return new Snapshot.Builder().addAll(objects).add(route).build();
    }
}
