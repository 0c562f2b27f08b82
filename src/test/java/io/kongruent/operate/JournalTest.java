package io.kongruent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.graph.Graph;
import io.kongruent.graph.UpstreamKey;
import io.kongruent.graph.UpstreamNode;
import io.kongruent.kong.Exclusions;
import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.push.Outcome;
import io.kongruent.push.PushListener;
import io.kongruent.verdict.Verdicts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final Ref CLASS = Ref.gatewayApi("GatewayClass", "", "kong");

    private final List<String> lines = new ArrayList<>();

    private final Journal journal = new Journal(new Journal.Pen() {
        @Override
        public void note(String line) {
            lines.add(line);
        }

        @Override
        public void warn(String line) {
            lines.add("! " + line);
        }
    });

    private static Graph graph(String... services) {
        TreeMap<UpstreamKey, UpstreamNode> upstreams = new TreeMap<>();
        for (String service : services) {
            String[] parts = service.split("@", -1);
            UpstreamKey key = new UpstreamKey("default", parts[0], 80);
            List<UpstreamNode.Endpoint> endpoints =
                    parts.length == 1 ? List.of() : List.of(new UpstreamNode.Endpoint(parts[1], 80));
            upstreams.put(key, new UpstreamNode(key, UpstreamNode.Protocol.HTTP, endpoints));
        }
        return new Graph(List.of(), List.of(), List.of(), List.of(), List.of(), upstreams);
    }

    private static Verdicts accepted(Condition condition) {
        return new Verdicts(new TreeMap<>(
                Map.of(CLASS, new Verdicts.OfClass(new Meta(CLASS, "", 0, 0), List.of(condition), List.of()))));
    }

    private static Outcome outcome(Outcome.State state, String message) {
        return new Outcome("main", "http://kong:8001", state, message, List.of(), Exclusions.NONE);
    }

    @Test
    void aPassSaysWhatHasChanged() {
        journal.resolved(1, graph());
        journal.resolved(2, graph("a", "b"));
        journal.resolved(3, graph("a@10.0.0.1", "c"));
        journal.resolved(4, graph("a@10.0.0.1", "c"));
        journal.resolved(5, graph("a@10.0.0.1", "c", "d", "e", "f", "g", "h"));

        assertThat(lines)
                .containsExactly(
                        "pass 1: no object of ours yet",
                        "pass 2: Endpoints of default/a:80, Endpoints of default/b:80 new",
                        "pass 3: Endpoints of default/c:80 new; Endpoints of default/a:80 changed;"
                                + " Endpoints of default/b:80 gone",
                        "pass 4: the data planes can do other things than before",
                        "pass 5: Endpoints 5 new");
    }

    @Test
    void refusalsAreToldWhenTheyComeAndWhenTheyGo() {
        Verdicts bad = accepted(Condition.no(Condition.Type.Accepted, Reason.InvalidParameters, "no such ConfigMap"));
        journal.verdicts(graph(), List.of(), bad);
        journal.verdicts(graph(), List.of(), bad);
        journal.verdicts(graph(), List.of(), accepted(Condition.yes(Condition.Type.Accepted, Reason.Accepted, "")));
        journal.verdicts(graph(), List.of(), bad);
        journal.verdicts(graph(), List.of(), new Verdicts(new TreeMap<>()));

        assertThat(lines)
                .containsExactly(
                        "! GatewayClass kong: InvalidParameters: no such ConfigMap",
                        "GatewayClass kong: well again",
                        "! GatewayClass kong: InvalidParameters: no such ConfigMap");
    }

    @Test
    void aKongThatIsAwayIsNamedOnceAndAgainWhenItIsBack() {
        journal.outcome(outcome(Outcome.State.PENDING, "waiting"));
        journal.probed("main", "http://kong:8001", Capabilities.shipped("0.1.0", List.of()));
        lines.clear();
        journal.outcome(outcome(Outcome.State.UNREACHABLE, "http://kong:8001 can't be reached"));
        journal.outcome(outcome(Outcome.State.UNREACHABLE, "http://kong:8001 can't be reached"));
        journal.outcome(outcome(Outcome.State.ACCEPTED, ""));
        journal.outcome(outcome(Outcome.State.APPLIED, ""));
        journal.outcome(outcome(Outcome.State.REJECTED, "too large"));

        assertThat(lines)
                .containsExactly(
                        "! data plane main: http://kong:8001 can't be reached; tried again until it answers",
                        "data plane main: http://kong:8001 is back",
                        "! data plane main: too large; what it had before is still served");
    }

    @Test
    void anInstanceThatIsGoneIsForgotten() {
        journal.outcome(outcome(Outcome.State.UNREACHABLE, "http://kong:8001 can't be reached"));
        journal.gone("main", "http://kong:8001");
        journal.outcome(outcome(Outcome.State.APPLIED, ""));

        assertThat(lines)
                .containsExactly(
                        "data plane main: http://kong:8001 can't be reached; tried again until it answers",
                        "data plane main: http://kong:8001 is gone");
    }

    @Test
    void whatEveryGatewayBeginsWithIsNoAlarm() {
        Meta gateway = new Meta(Ref.gatewayApi("Gateway", "shop", "web"), "", 0, 0);
        for (Reason reason : List.of(Reason.Pending, Reason.AddressNotAssigned, Reason.AddressNotUsable)) {
            Condition programmed = Condition.no(Condition.Type.Programmed, reason, "see there");
            journal.verdicts(
                    graph(),
                    List.of(),
                    new Verdicts(new TreeMap<>(Map.of(
                            gateway.ref(),
                            new Verdicts.OfGateway(gateway, List.of(programmed), List.of(), 0, List.of())))));
        }

        assertThat(lines)
                .containsExactly(
                        "Gateway shop/web: AddressNotAssigned: see there",
                        "! Gateway shop/web: AddressNotUsable: see there");
    }

    @Test
    void abilitiesTimesAndFailedSendingsAreTold() {
        journal.probed("main", "http://kong:8001", Capabilities.withoutPlugin("3.9.1", List.of()));
        journal.probed(
                "main",
                "http://kong:8001",
                new Capabilities(
                        "3.9.1",
                        Optional.of("0.1.0"),
                        EnumSet.complementOf(EnumSet.of(Capability.REWRITE)),
                        Map.of(Capability.REWRITE, "broken"),
                        List.of()));
        journal.propagated("main", Duration.ofMillis(12));
        journal.propagated("main", Duration.ofMillis(1_234));
        journal.sent(new PushListener.Sending("main", "http://kong:8001", 99, Duration.ZERO, "taken"));
        journal.sent(new PushListener.Sending("main", "http://kong:8001", 99, Duration.ZERO, "refused"));

        assertThat(lines)
                .hasSize(6)
                .containsSubsequence(
                        "! data plane main: Kong 3.9.1 at http://kong:8001 without the plugin gateway-api:"
                                + " only plain routing and weights, the rest is refused",
                        "data plane main: Kong 3.9.1 at http://kong:8001 with the plugin gateway-api 0.1.0",
                        "data plane main: applied by every worker 12 ms after the change",
                        "data plane main: applied by every worker 1.2 s after the change",
                        "! data plane main: http://kong:8001 answered a configuration of 99 bytes: refused");
        assertThat(lines.get(2)).startsWith("! data plane main can't rewrite: ").contains("broken");
    }
}
