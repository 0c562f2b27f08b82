package io.kongruent.operate;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.engine.EngineListener;
import io.kongruent.graph.Graph;
import io.kongruent.operate.Troubles.Trouble;
import io.kongruent.push.Outcome;
import io.kongruent.push.PushListener;
import io.kongruent.verdict.Verdicts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells people what the controller does: one line for each pass, each refusal when it comes and when it goes, when a change is live, and which Kong can't be
 * reached. Says nothing twice and nothing secret. Thread-safe.
 */
public final class Journal implements EngineListener {

    private static final long SECOND_MILLIS = 1_000;

    private final Pen pen;
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Map<String, Capabilities> abilities = new HashMap<>();
    private SortedMap<String, Trouble> troubles = new TreeMap<>();
    private @Nullable Graph graph;

    /** What it writes with. */
    public interface Pen {

        void note(String line);

        /** For what somebody should look at. */
        void warn(String line);

        /** The program's log. */
        static Pen log() {
            Logger log = Logger.getLogger("io.kongruent");
            return new Pen() {
                @Override
                public void note(String line) {
                    log.info(line);
                }

                @Override
                public void warn(String line) {
                    log.warn(line);
                }
            };
        }
    }

    public Journal(Pen pen) {
        this.pen = pen;
    }

    @Override
    public synchronized void resolved(long pass, Graph next) {
        String what = GraphChange.between(graph, next);
        graph = next;
        pen.note("pass " + pass + ": " + (what.isEmpty() ? "the data planes can do other things than before" : what));
    }

    @Override
    public synchronized void verdicts(Graph judged, List<Outcome> rest, Verdicts verdicts) {
        SortedMap<String, Trouble> now = Troubles.of(verdicts);
        now.forEach((subject, trouble) -> {
            if (!trouble.equals(troubles.get(subject))) {
                write(trouble.waits(), subject + ": " + trouble.text());
            }
        });
        troubles.forEach((subject, trouble) -> {
            if (!now.containsKey(subject) && verdicts.of(trouble.object()).isPresent()) {
                pen.note(subject + ": well again");
            }
        });
        troubles = now;
    }

    @Override
    public synchronized void outcome(Outcome outcome) {
        Outcome before = outcomes.put(outcome.instance(), outcome);
        boolean wasAway = before != null && before.state() == Outcome.State.UNREACHABLE;
        switch (outcome.state()) {
            case UNREACHABLE -> {
                if (!wasAway || !before.message().equals(outcome.message())) {
                    boolean starting = !abilities.containsKey(outcome.instance());
                    write(starting, label(outcome) + outcome.message() + "; tried again until it answers");
                }
            }
            case REJECTED -> {
                if (before == null
                        || before.state() != outcome.state()
                        || !before.message().equals(outcome.message())) {
                    pen.warn(label(outcome) + outcome.message() + "; what it had before is still served");
                }
            }
            case PENDING, ACCEPTED, APPLIED -> {
                if (wasAway) {
                    pen.note(label(outcome) + outcome.instance() + " is back");
                }
            }
        }
    }

    private void write(boolean usual, String line) {
        if (usual) {
            pen.note(line);
        } else {
            pen.warn(line);
        }
    }

    private static String label(Outcome outcome) {
        return "data plane " + outcome.dataPlane() + ": ";
    }

    @Override
    public synchronized void probed(String dataPlane, String instance, Capabilities can) {
        if (can.equals(abilities.put(instance, can))) {
            return;
        }
        String kong = "data plane " + dataPlane + ": Kong " + can.kongVersion() + " at " + instance;
        if (!can.hasPlugin()) {
            pen.warn(kong + " without the plugin gateway-api: only plain routing and weights, the rest is refused");
            return;
        }
        pen.note(kong + " with the plugin gateway-api " + can.pluginVersion().orElse(""));
        for (Capability capability : Capability.values()) {
            if (!can.can(capability)) {
                pen.warn("data plane " + dataPlane + " can't " + capability.label() + ": " + can.why(capability));
            }
        }
    }

    @Override
    public synchronized void gone(String dataPlane, String instance) {
        outcomes.remove(instance);
        abilities.remove(instance);
        pen.note("data plane " + dataPlane + ": " + instance + " is gone");
    }

    @Override
    public synchronized void propagated(String dataPlane, Duration took) {
        pen.note("data plane " + dataPlane + ": applied by every worker " + text(took) + " after the change");
    }

    @Override
    public synchronized void sent(PushListener.Sending sending) {
        if (!sending.result().equals("taken")) {
            pen.warn("data plane " + sending.dataPlane() + ": " + sending.instance() + " answered a configuration of "
                    + sending.bytes() + " bytes: " + sending.result());
        }
    }

    private static String text(Duration took) {
        long millis = took.toMillis();
        return millis < SECOND_MILLIS ? millis + " ms" : millis / SECOND_MILLIS + "." + millis / 100 % 10 + " s";
    }
}
