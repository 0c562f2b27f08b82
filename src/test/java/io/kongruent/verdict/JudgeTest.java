package io.kongruent.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.graph.CertificateFixtures;
import io.kongruent.graph.ListenerKey;
import io.kongruent.graph.World;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.Origin;
import io.kongruent.model.Ref;
import io.kongruent.push.Outcome;
import io.kongruent.push.Outcome.Refused;
import io.kongruent.push.Outcome.State;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final Ref ROUTE = Ref.gatewayApi("HTTPRoute", "default", "r");

    private static final String TWO_RULES = """
            kind: HTTPRoute
            metadata: {name: r, namespace: default}
            spec:
              parentRefs: [{name: web}]
              rules:
              - {name: first, matches: [{path: {value: /a}}, {path: {value: /b}}], backendRefs: [{name: app, port: 8080}]}
              - filters: [{type: RequestRedirect, requestRedirect: {}}]
            """;

    private static Outcome outcome(String instance, State state, String message, Refused... refused) {
        return new Outcome("main", instance, state, message, List.of(refused), Exclusions.NONE);
    }

    private static Refused refused(Ref object, int rule, int match, boolean stubbed, String message) {
        return new Refused(
                new Origin(
                        object,
                        OptionalInt.empty(),
                        rule < 0 ? OptionalInt.empty() : OptionalInt.of(rule),
                        Optional.empty(),
                        match < 0 ? OptionalInt.empty() : OptionalInt.of(match)),
                "routes",
                message,
                stubbed);
    }

    private static World.Statuses judge(Outcome... outcomes) {
        return World.with(TWO_RULES).statuses(List.of(outcomes));
    }

    @Test
    void nothingIsKnownYet() {
        World.Statuses statuses = judge();

        assertThat(statuses.ofGateway("web", "Programmed")).isEqualTo("Unknown/Pending: Waiting for data plane main.");
        assertThat(statuses.ofListener("web", "http", "Programmed")).startsWith("Unknown/Pending");
        assertThat(statuses.ofGateway("web", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofRoute("r", "Accepted")).startsWith("True/Accepted");
    }

    @Test
    void statesOfOneInstance() {
        assertThat(judge(outcome("http://a", State.PENDING, "")).ofGateway("web", "Programmed"))
                .startsWith("Unknown/Pending");
        assertThat(judge(outcome("http://a", State.ACCEPTED, "")).ofGateway("web", "Programmed"))
                .isEqualTo("False/Pending: Data plane main is loading the configuration.");
        assertThat(judge(outcome("http://a", State.APPLIED, "")).ofGateway("web", "Programmed"))
                .startsWith("True/Programmed");
        assertThat(judge(outcome("http://a", State.UNREACHABLE, "connection refused"))
                        .ofGateway("web", "Programmed"))
                .isEqualTo("False/Pending: Not on data plane main yet: its Admin API at http://a can't be reached:"
                        + " connection refused");
        assertThat(judge(outcome("http://a", State.REJECTED, "413")).ofGateway("web", "Programmed"))
                .isEqualTo(
                        "False/Invalid: Not on data plane main yet: Kong at http://a refuses the configuration: 413");
    }

    @Test
    void oneInstanceIsEnoughAndTheOthersAreTold() {
        assertThat(judge(outcome("http://b", State.UNREACHABLE, "timeout"), outcome("http://a", State.APPLIED, ""))
                        .ofGateway("web", "Programmed"))
                .startsWith(
                        "True/Programmed: Data plane main serves the Gateway. Amiss: its Admin API at http://b can't be"
                                + " reached: timeout");
    }

    @Test
    void anInstanceThatAnswersButHasNotTheNewestYetIsWaitedFor() {
        assertThat(judge(outcome("http://b", State.ACCEPTED, ""), outcome("http://a", State.APPLIED, ""))
                        .ofGateway("web", "Programmed"))
                .startsWith("False/Pending");
    }

    @Test
    void otherDataPlanesSayNothing() {
        Outcome other = new Outcome("other", "http://a", State.APPLIED, "", List.of(), Exclusions.NONE);
        assertThat(judge(other).ofGateway("web", "Programmed")).startsWith("Unknown/Pending");
    }

    @Test
    void whatIsLiveStaysProgrammed() {
        Ref gateway = Ref.gatewayApi("Gateway", "default", "web");
        Set<ListenerKey> live = Set.of(new ListenerKey(gateway, gateway, "http"));
        for (State state : List.of(State.PENDING, State.ACCEPTED, State.UNREACHABLE, State.REJECTED)) {
            World.Statuses statuses = new World.Statuses(
                    Judge.judge(World.with(TWO_RULES).resolve(), List.of(outcome("http://a", state, "m")), live));
            assertThat(statuses.ofGateway("web", "Programmed")).startsWith("True/Programmed");
            assertThat(statuses.ofListener("web", "http", "Programmed")).startsWith("True/Programmed");
        }
    }

    @Test
    void aRuleThatKongRefuses() {
        World.Statuses statuses =
                judge(outcome("http://a", State.APPLIED, "", refused(ROUTE, 0, -1, true, "schema violation")));

        assertThat(statuses.ofRoute("r", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofRoute("r", "PartiallyInvalid"))
                .isEqualTo(
                        "True/UnsupportedValue: Dropped Rule 0 (\"first\"), answered with 500: routes: Kong refused it:"
                                + " schema violation");
        assertThat(statuses.ofGateway("web", "Programmed")).startsWith("True/Programmed");
        assertThat(statuses.listener("web", "http").attachedRoutes()).isEqualTo(1);
    }

    @Test
    void aMatchThatKongRefuses() {
        Refused match = refused(ROUTE, 0, 1, false, "bad expression");
        World.Statuses statuses =
                judge(outcome("http://a", State.APPLIED, "", match), outcome("http://b", State.APPLIED, "", match));

        assertThat(statuses.ofRoute("r", "PartiallyInvalid"))
                .isEqualTo(
                        "True/UnsupportedValue: Dropped Rule 0 (\"first\"), match 1: matches[1]: Kong refused it: bad"
                                + " expression");
    }

    @Test
    void aRouteOfWhichKongRefusesEverything() {
        World.Statuses statuses = judge(outcome(
                "http://a",
                State.APPLIED,
                "",
                refused(ROUTE, 0, 0, false, "x"),
                refused(ROUTE, 0, 1, false, "y"),
                refused(ROUTE, 1, 0, true, "z")));

        assertThat(statuses.ofRoute("r", "Accepted"))
                .isEqualTo(
                        "False/UnsupportedValue: No rule is accepted: rule 0 (\"first\"): matches[0]: Kong refused it: x;"
                                + " rule 0 (\"first\"): matches[1]: Kong refused it: y; rule 1: matches[0]: Kong refused it: z");
        assertThat(statuses.ofRoute("r", "PartiallyInvalid")).isEqualTo("absent");
        assertThat(statuses.listener("web", "http").attachedRoutes()).isZero();
    }

    private static Refused refusedPort(String service, int port) {
        return new Refused(
                Origin.of(Ref.core("Service", "default", service)).ofPort(port), "upstreams", "bad target", true);
    }

    @Test
    void aServiceThatKongRefuses() {
        assertThat(judge(outcome("http://a", State.APPLIED, "", refusedPort("app", 8080), refusedPort("other", 8080)))
                        .ofRoute("r", "PartiallyInvalid"))
                .isEqualTo(
                        "True/UnsupportedValue: Dropped Rule 0 (\"first\"), answered with 500: backendRefs[0]: Service"
                                + " default/app: Kong refused it: bad target");
    }

    @Test
    void anotherPortOfTheServiceIsNoneOfTheRulesBusiness() {
        assertThat(judge(outcome("http://a", State.APPLIED, "", refusedPort("app", 9090)))
                        .ofRoute("r", "PartiallyInvalid"))
                .isEqualTo("absent");
    }

    @Test
    void theMixOfASplitThatKongRefuses() {
        assertThat(judge(outcome(
                                "http://a",
                                State.APPLIED,
                                "",
                                refused(Ref.core("Service", "default", "app"), -1, -1, true, "bad target")))
                        .ofRoute("r", "PartiallyInvalid"))
                .as("the only rule of that Service is no split")
                .isEqualTo("absent");
    }

    @Test
    void aCertificateThatKongRefuses() {
        World world = World.of(
                World.CLASS,
                """
                kind: Gateway
                metadata: {name: web, namespace: default}
                spec:
                  gatewayClassName: kong
                  listeners:
                  - {name: http, port: 80, protocol: HTTP}
                  - {name: one, port: 443, protocol: HTTPS, hostname: a.b, tls: {certificateRefs: [{name: ec}]}}
                  - {name: two, port: 443, protocol: HTTPS, hostname: c.d, tls: {certificateRefs: [{name: ec}, {name: rsa}]}}
                """,
                CertificateFixtures.secret("ec", "ec.crt", "ec.key"),
                CertificateFixtures.secret("rsa", "rsa.crt", "rsa.key"));
        World.Statuses statuses = world.statuses(List.of(outcome(
                "http://a",
                State.APPLIED,
                "",
                refused(Ref.core("Secret", "default", "ec"), -1, -1, false, "invalid certificate"))));

        assertThat(statuses.ofListener("web", "one", "Programmed"))
                .isEqualTo("False/Invalid: Kong refused every certificate of the listener: Secret default/ec: invalid"
                        + " certificate");
        assertThat(statuses.ofListener("web", "two", "Programmed")).startsWith("True/Programmed");
        assertThat(statuses.ofGateway("web", "Programmed")).startsWith("True/Programmed");
    }
}
