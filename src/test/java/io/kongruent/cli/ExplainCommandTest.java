package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kongruent.snapshot.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {

    private static final String BASE = Samples.CLASS + """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: web}
            spec:
              gatewayClassName: kong
              listeners:
                - {name: http, protocol: HTTP, port: 80}
                - {name: admin, protocol: HTTP, port: 80, hostname: admin.example.com}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: a}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              name: a
              labels: {kubernetes.io/service-name: a}
            addressType: IPv4
            ports: [{port: 3000, protocol: TCP}]
            endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2]}]
            """;

    private static String route(String name, String hostnames, String rules) {
        return """
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: %s}
                spec:
                  parentRefs: [{name: web}]
                  hostnames: %s
                  rules:
                %s
                """.formatted(name, hostnames, rules.indent(4));
    }

    private static final String TO_A = "backendRefs: [{name: a, port: 80}]";

    private static CommandLineRun explain(String manifests, String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "explain";
        all[1] = "-";
        System.arraycopy(args, 0, all, 2, args.length);
        return CommandLineRun.withInput(manifests, all);
    }

    @Test
    void tellsEverythingAboutARequest() {
        CommandLineRun run = CommandLineRun.of(
                "explain", "examples", "-r", "GET http://api.example.com/v1/orders/7?x=y", "-H", "x-debug: 1");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out().replaceAll("id [0-9a-f-]{36}, priority \\d+", "id ID, priority P"))
                .isEqualTo("""
                GET http://api.example.com/v1/orders/7?x=y
                forwarded to Service default/api port 8080
                  Listener     Gateway default/web listener http (port 80, any host; Kong listens on 8000)
                  Rule         HTTPRoute default/api rule 0 ("orders")  examples/rewrite.yaml:14:11
                  Match        PathPrefix /v1/orders, method GET
                  Kong route   httproute.default.api.orders.0 (id ID, priority P)
                               http.headers.gwlistener == "8000/" && (lower(http.host) == "api.example.com" || lower(http.host) == "api.example.com.") && (http.path == "/v1/orders" || http.path ^= "/v1/orders/") && http.method == "GET"
                  Behaviour    URLRewrite: the matched prefix becomes /orders  spec.rules[0].filters[0].urlRewrite  examples/rewrite.yaml:20:11
                               RequestHeaderModifier: request: set x-tenant: demo; remove x-debug  spec.rules[0].filters[1].requestHeaderModifier  examples/rewrite.yaml:25:11
                               Timeout: a backend has 2000 ms to answer  spec.rules[0].timeouts.backendRequest  examples/rewrite.yaml:35:9
                  Backends      100 %  Service default/api port 8080  spec.rules[0].backendRefs[0]  examples/rewrite.yaml:32:11
                                       gets /orders/7?x=y
                                       without header x-debug
                                       with header x-tenant: demo
                """);
    }

    @Test
    void showsSharesAndEndpoints() {
        CommandLineRun run = explain(BASE + route("r", "[a.example.com]", """
                        - backendRefs: [{name: a, port: 80, weight: 2}, {name: gone, port: 80}]
                        """), "-r", "http://a.example.com/");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("forwarded to one of 2 backends by weight")
                .contains("66.7 %  Service default/a port 80, 2 endpoints  spec.rules[0].backendRefs[0]")
                .contains(
                        "33.3 %  Service default/gone port 80, answered with 500: Service default/gone doesn't exist");
    }

    /** Each line: two routes or rules that both match, and the rung on which the second loses. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [a.example.com]   | {}                                                       | ['*.example.com'] | {path: {type: Exact, value: /x}}                             | hostname
            ['*.example.com'] | {}                                                       | []                | {path: {type: Exact, value: /x}}                             | hostname
            [a.example.com]   | {path: {type: Exact, value: /x}}                         | [a.example.com]   | {path: {type: RegularExpression, value: '/x+'}, method: GET} | path type
            [a.example.com]   | {path: {type: RegularExpression, value: '/x'}}           | [a.example.com]   | {path: {type: PathPrefix, value: /x}, method: GET}           | path type
            [a.example.com]   | {path: {type: PathPrefix, value: /x}}                    | [a.example.com]   | {path: {type: PathPrefix, value: /}, method: GET}            | path length
            [a.example.com]   | {method: GET}                                            | [a.example.com]   | {headers: [{name: h, value: v}]}                             | method
            [a.example.com]   | {headers: [{name: h, value: v}]}                         | [a.example.com]   | {queryParams: [{name: q, value: v}]}                         | number of headers
            [a.example.com]   | {queryParams: [{name: q, value: v}]}                     | [a.example.com]   | {}                                                           | number of query parameters
            [a.example.com]   | {}                                                       | [a.example.com]   | {}                                                           | name of the route
            """)
    void namesTheRungThatDecided(String hosts, String match, String otherHosts, String otherMatch, String rung) {
        String winner = route("m", hosts, "- matches: [" + match + "]\n  " + TO_A);
        String other = route("z", otherHosts, "- matches: [" + otherMatch + "]\n  " + TO_A);

        CommandLineRun run = explain(BASE + other + winner, "-r", "http://a.example.com/x?q=v", "-H", "h: v");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("Rule         HTTPRoute default/m rule 0")
                .containsPattern("Also match   HTTPRoute default/z rule 0, .*: lost on " + rung + ": ")
                .doesNotContain("Defect");
    }

    @Test
    void ageDecidesBeforeNamesAndOrderLast() {
        String older = route("z", "[a.example.com]", "- " + TO_A)
                .replace("{name: z}", "{name: z, creationTimestamp: 2026-01-01T00:00:00Z}");
        String younger = route("m", "[a.example.com]", "- " + TO_A)
                .replace("{name: m}", "{name: m, creationTimestamp: 2026-01-02T00:00:00Z}");
        assertThat(explain(BASE + younger + older, "-r", "http://a.example.com/")
                        .out())
                .contains("Rule         HTTPRoute default/z")
                .contains("lost on age of the route: HTTPRoute default/z is older");

        String both = route("r", "[a.example.com]", "- matches: [{}, {}]\n  " + TO_A + "\n- " + TO_A);
        assertThat(explain(BASE + both, "-r", "http://a.example.com/").out())
                .contains("lost on order of matches: ")
                .contains("lost on order of rules: ");
    }

    @Test
    void saysWhatCameNearest() {
        String rules = """
                - matches: [{path: {type: Exact, value: /x}, method: POST, headers: [{name: h, value: v}]}]
                  %s
                - matches: [{path: {value: /y}, queryParams: [{name: q, type: RegularExpression, value: '[0-9]+'}]}]
                  %s
                """.formatted(TO_A, TO_A);
        CommandLineRun run = explain(
                BASE + route("r", "[a.example.com]", rules), "-r", "POST http://a.example.com/x?q=no", "-H", "h: w");

        assertThat(run.code()).isEqualTo(ExitCodes.FINDINGS);
        assertThat(run.out()).endsWith("""
                no rule matches: the answer is 404
                  Listener     Gateway default/web listener http (port 80, any host; Kong listens on 8000)
                  Nearest      HTTPRoute default/r rule 0: header h is "w", not "v"
                               HTTPRoute default/r rule 1: the path is /x, not PathPrefix /y; query parameter q is "no", not ~ [0-9]+
                """);
    }

    @Test
    void aMoreSpecificListenerTakesItsHosts() {
        CommandLineRun run = explain(
                BASE
                        + route("r", "[admin.example.com]", "- " + TO_A)
                                .replace("{name: web}", "{name: web, sectionName: http}"),
                "-r",
                "http://admin.example.com/");

        assertThat(run.code()).isEqualTo(ExitCodes.FINDINGS);
        assertThat(run.out()).contains("listener admin").contains("no route is attached to this listener");
    }

    @Test
    void explainsRefusedRules() {
        CommandLineRun run = CommandLineRun.of("explain", "examples", "-r", "http://broken.example.com/copies");

        assertThat(run.code()).isEqualTo(ExitCodes.FINDINGS);
        assertThat(run.out())
                .contains("answered with 500: ")
                .contains("RequestMirror")
                .contains("spec.rules[1].filters[0].requestMirror  examples/broken.yaml:29:11");
    }

    @Test
    void showsTheCertificate() {
        assertThat(CommandLineRun.of("explain", "examples", "-r", "https://shop.example.com/")
                        .out())
                .contains("listener shop (port 443")
                .contains("Certificate  Secret default/shop-certificate");
        assertThat(CommandLineRun.of("explain", "examples", "-r", "https://api.example.com/")
                        .out())
                .contains("listener others (port 443")
                .contains("Certificate  Secret default/wildcard-certificate");
        assertThat(CommandLineRun.of("explain", "examples", "-r", "https://example.net/")
                        .out())
                .contains("no certificate for the server name example.net: the TLS handshake is refused");
    }

    @Test
    void saysWhenAConnectionWasMadeForAnotherListener() {
        CommandLineRun run = CommandLineRun.of(
                "explain", "examples", "-r", "https://shop.example.com/", "--server-name", "API.example.com");

        assertThat(run.code()).isEqualTo(ExitCodes.FINDINGS);
        assertThat(run.out())
                .contains(
                        "the connection was made with api.example.com, which is for listener others, and the host shop.example.com is that of listener shop: the answer is 421")
                .contains("Server name  api.example.com")
                .contains("Certificate  Secret default/wildcard-certificate");
        CommandLineRun json = CommandLineRun.of(
                "explain",
                "examples",
                "-r",
                "https://shop.example.com/",
                "--server-name",
                "x.example.com",
                "-o",
                "json");
        assertThat(json.out())
                .contains("\"outcome\" : \"misdirected\"")
                .contains("\"status\" : 421")
                .contains("\"serverName\" : \"x.example.com\"");
    }

    @Test
    void aServerNameOfTheSameListenerIsInItsPlace() {
        CommandLineRun run = CommandLineRun.of(
                "explain", "examples", "-r", "https://api.example.com/", "--server-name", "www.example.com");

        assertThat(run.out()).doesNotContain("421").contains("Server name  www.example.com");
        assertThat(run.code()).isEqualTo(ExitCodes.OK);
    }

    @Test
    void aClientWithoutAServerNameGetsNoHandshakeWhereEveryListenerHasOne() {
        CommandLineRun run =
                CommandLineRun.of("explain", "examples", "-r", "https://shop.example.com/", "--server-name", "");

        assertThat(run.out()).contains("no certificate for a client that sends no server name");
    }

    @Test
    void aServerNameIsForTlsOnly() {
        CommandLineRun run =
                CommandLineRun.of("explain", "examples", "-r", "http://shop.example.com/", "--server-name", "a.test");

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("a server name is sent over TLS only");
    }

    @Test
    void saysWhenNothingListens() {
        CommandLineRun run = CommandLineRun.of("explain", "examples", "-r", "http://shop.example.com:81/");

        assertThat(run.code()).isEqualTo(ExitCodes.FINDINGS);
        assertThat(run.out())
                .contains(
                        "nothing listens for http on port 81; there are http://*:80 (Gateway default/web, listener http)");
    }

    @Test
    void speaksJson() throws JsonProcessingException {
        CommandLineRun run = CommandLineRun.of(
                "explain", "examples", "-r", "http://preview.example.com/", "-H", "x-group: testers", "-o", "json");
        JsonNode json = new ObjectMapper().readTree(run.out());

        assertThat(json.path("outcome").asText()).isEqualTo("forwarded");
        assertThat(json.at("/listener/name").asText()).isEqualTo("http");
        assertThat(json.at("/candidates/0/ruleName").asText()).isEqualTo("testers");
        assertThat(json.at("/candidates/0/kongRoute/name").asText()).isEqualTo("httproute.default.preview.testers.0");
        assertThat(json.at("/candidates/1/lost/on").asText()).isEqualTo("headers");
        assertThat(json.at("/behaviours/0/field").asText())
                .isEqualTo("spec.rules[0].filters[0].responseHeaderModifier");
        assertThat(json.at("/backends/0/percent").asDouble()).isEqualTo(100);
        assertThat(json.at("/disagreements")).isEmpty();
    }

    @Test
    void withoutThePluginItSaysWhatCanNotBeHad() {
        CommandLineRun run =
                CommandLineRun.of("explain", "examples", "-r", "http://old.example.com/store", "--without-plugin");

        assertThat(run.code()).isEqualTo(ExitCodes.FINDINGS);
        assertThat(run.out()).contains("gateway-api plugin");
    }

    @Test
    void refusesWhatIsNoRequest() {
        CommandLineRun run = CommandLineRun.of("explain", "examples", "-r", "shop.example.com/");

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err())
                .contains("a request looks like 'GET https://host/path?x=y'")
                .doesNotContain("\tat ");
    }

    /** "When empty or omitted, the path of the request is used": as it was sent, not as the router matched it. */
    @Test
    void aRedirectWithoutPathKeepsThePathAsSent() {
        CommandLineRun run = explain(
                BASE
                        + route(
                                "moved",
                                "[old.example.com]",
                                "- filters: [{type: RequestRedirect, requestRedirect: {hostname: new.example.com}}]"),
                "-r",
                "http://old.example.com/a/%7Euser/../b%20c");

        assertThat(run.out()).contains("http://new.example.com/a/%7Euser/../b%20c");
    }
}
