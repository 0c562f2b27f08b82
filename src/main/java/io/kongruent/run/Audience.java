package io.kongruent.run;

import io.kongruent.capability.Capabilities;
import io.kongruent.engine.EngineListener;
import io.kongruent.graph.Graph;
import io.kongruent.push.Outcome;
import io.kongruent.push.PushListener;
import io.kongruent.verdict.Verdicts;
import java.time.Duration;
import java.util.List;

/** Several who hear the same, one after the other. */
record Audience(List<EngineListener> listeners) implements EngineListener {

    Audience {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts) {
        listeners.forEach(l -> l.verdicts(graph, outcomes, verdicts));
    }

    @Override
    public void resolved(long pass, Graph graph) {
        listeners.forEach(l -> l.resolved(pass, graph));
    }

    @Override
    public void outcome(Outcome outcome) {
        listeners.forEach(l -> l.outcome(outcome));
    }

    @Override
    public void probed(String dataPlane, String instance, Capabilities capabilities) {
        listeners.forEach(l -> l.probed(dataPlane, instance, capabilities));
    }

    @Override
    public void gone(String dataPlane, String instance) {
        listeners.forEach(l -> l.gone(dataPlane, instance));
    }

    @Override
    public void gone(String dataPlane) {
        listeners.forEach(l -> l.gone(dataPlane));
    }

    @Override
    public void passed(Pass pass) {
        listeners.forEach(l -> l.passed(pass));
    }

    @Override
    public void propagated(String dataPlane, Duration took) {
        listeners.forEach(l -> l.propagated(dataPlane, took));
    }

    @Override
    public void made(String dataPlane, Duration translate, Duration serialise) {
        listeners.forEach(l -> l.made(dataPlane, translate, serialise));
    }

    @Override
    public void sent(PushListener.Sending sending) {
        listeners.forEach(l -> l.sent(sending));
    }
}
