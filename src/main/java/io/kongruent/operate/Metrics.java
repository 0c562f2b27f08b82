package io.kongruent.operate;

import io.kongruent.engine.EngineListener;
import io.kongruent.graph.Graph;
import io.kongruent.model.Ref;
import io.kongruent.push.Outcome;
import io.kongruent.push.PushListener;
import io.kongruent.verdict.Verdicts;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the engine does, in figures; docs/operations.md says what each means. */
@ApplicationScoped
public class Metrics implements EngineListener {

    private static final String DATA_PLANE = "data.plane";
    private static final String INSTANCE = "instance";
    private static final String REFUSED = "kongruent.refused.objects";

    private final MeterRegistry registry;
    private final ForeignNames foreign;
    private final Gauges gauges;

    /** What the newest graph took; what is made of it for Kong counts as one translation with it. */
    private volatile Duration resolve = Duration.ZERO;

    Metrics(MeterRegistry registry) {
        this.registry = registry;
        this.gauges = new Gauges(registry);
        this.foreign = new ForeignNames(registry, gauges);
    }

    @Override
    public void passed(Pass pass) {
        registry.counter("kongruent.passes", "changed", Boolean.toString(pass.changed()))
                .increment();
        stage("resolve", pass.resolve());
        if (pass.changed()) {
            stage("judge", pass.judge());
            resolve = pass.resolve();
        }
    }

    @Override
    public void made(String dataPlane, Duration translate, Duration serialise) {
        stage("translate", translate);
        stage("serialise", serialise);
        foreign.translated(resolve.plus(translate));
    }

    private void stage(String name, Duration took) {
        Timer.builder("kongruent.stage")
                .description("A stage of a pass")
                .tags("stage", name)
                .register(registry)
                .record(took);
    }

    @Override
    public void propagated(String dataPlane, Duration took) {
        Timer.builder("kongruent.propagation")
                .description("From a change being noticed to every worker of the data plane having applied it")
                .tags(DATA_PLANE, dataPlane)
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(2_500),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30))
                .register(registry)
                .record(took);
    }

    @Override
    public void sent(PushListener.Sending sending) {
        Tags where = Tags.of(DATA_PLANE, sending.dataPlane(), INSTANCE, sending.instance());
        Timer.builder("kongruent.push")
                .description("A configuration sent to a Kong, until its answer")
                .tags(where.and("result", sending.result().replace(' ', '-')))
                .register(registry)
                .record(sending.took());
        DistributionSummary.builder("kongruent.push.size")
                .description("The size of a configuration")
                .baseUnit("bytes")
                .tags(where)
                .register(registry)
                .record(sending.bytes());
        foreign.sent(sending);
    }

    @Override
    public void outcome(Outcome outcome) {
        for (Outcome.State state : Outcome.State.values()) {
            gauges.of(
                            "kongruent.data.plane.state",
                            "Whether an instance is in a state: 1 for the one that it is in",
                            Tags.of(
                                    DATA_PLANE,
                                    outcome.dataPlane(),
                                    INSTANCE,
                                    outcome.instance(),
                                    "state",
                                    state.name().toLowerCase(Locale.ROOT)))
                    .set(state == outcome.state() ? 1 : 0);
        }
        foreign.outcome(outcome);
    }

    @Override
    public void gone(String dataPlane, String instance) {
        gauges.drop(tags -> tags.contains(plane(dataPlane)) && tags.contains(Tag.of(INSTANCE, instance)));
        gauges.drop(tags -> tags.contains(ForeignNames.of(instance)));
    }

    @Override
    public void gone(String dataPlane) {
        gauges.drop(tags -> tags.contains(plane(dataPlane)));
    }

    private static Tag plane(String name) {
        return Tag.of(DATA_PLANE, name);
    }

    @Override
    public void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts) {
        Map<String, Integer> refused = new ConcurrentHashMap<>();
        verdicts.byObject().keySet().forEach(ref -> refused.put(ref.kind(), 0));
        Troubles.of(verdicts).values().stream()
                .map(Troubles.Trouble::object)
                .distinct()
                .forEach(ref -> refused.merge(ref.kind(), 1, Integer::sum));
        gauges.reset(REFUSED);
        int all = 0;
        for (Map.Entry<String, Integer> kind : refused.entrySet()) {
            all += kind.getValue();
            gauges.of(
                            REFUSED,
                            "Objects of which something is refused or can't be resolved",
                            Tags.of("kind", kind.getKey()))
                    .set(kind.getValue());
        }
        foreign.refused(all);
    }

    /** Which controller this is. @param controller its name, as GatewayClasses have it */
    public void runs(String controller, String version) {
        gauges.of("kongruent.info", "1; what runs here", Tags.of("controller", controller, "version", version))
                .set(1);
    }

    /** A status or finalizer was written, or couldn't be. */
    public void written(Ref object, boolean taken) {
        registry.counter("kongruent.status.writes", "kind", object.kind(), "success", Boolean.toString(taken))
                .increment();
    }

    /** A watch was opened. @param resource plural, such as {@code httproutes} @param again whether it was open before */
    public void watching(String resource, boolean again) {
        registry.counter("kongruent.watches", "resource", resource, "again", Boolean.toString(again))
                .increment();
    }

    /** Whether the API server can be reached. */
    public void reaches(boolean reached) {
        gauges.of("kongruent.api.server.reachable", "1 while the API server answers", Tags.empty())
                .set(reached ? 1 : 0);
    }

    /** Whether this process is the one of several that pushes and writes. */
    public void leads(boolean leads) {
        gauges.of("kongruent.leader", "1 for the process that pushes and writes", Tags.empty())
                .set(leads ? 1 : 0);
    }
}
