package io.kongruent.kinds.httproute;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.kongruent.graph.Filter;
import io.kongruent.graph.Finding;
import io.kongruent.graph.LoweredRoute;
import io.kongruent.graph.Match;
import io.kongruent.graph.ParentRef;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.Rule;
import io.kongruent.graph.ValueMatch;
import io.kongruent.graph.World;
import io.kongruent.model.Hostname;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRouteLoweringTest {

    static LoweredRoute lower(String spec) {
        HTTPRoute route = (HTTPRoute) World.read("""
                kind: HTTPRoute
                metadata: {name: r, namespace: apps}
                spec:
                """ + spec.indent(2));
        return new HttpRouteLowering(World.DIALECT).lower(route);
    }

    /** The rule with these fields. */
    static Rule.L7 rule(String fields) {
        return (Rule.L7) lower("rules:\n- name: r\n" + fields.indent(2)).rules().getFirst();
    }

    private static Match match(String fields) {
        Rule.L7 rule = rule("matches:\n- method: GET\n" + fields.indent(2));
        assertThat(rule.findings()).isEmpty();
        return rule.matches().getFirst();
    }

    /** What is found in a rule with one PathPrefix match and these fields: effect, reason and field of each. */
    static List<String> found(String fields) {
        return rule(fields).findings().stream()
                .map(f -> f.effect() + " " + f.reason() + " " + f.field())
                .toList();
    }

    @Test
    void anEmptyRouteAnswersEverythingWithNothing() {
        LoweredRoute route = new HttpRouteLowering(World.DIALECT)
                .lower((HTTPRoute) World.read("kind: HTTPRoute\nmetadata: {name: r, namespace: apps}\n"));

        assertThat(route.parentRefs()).isEmpty();
        assertThat(route.hostnames()).isEmpty();
        assertThat(route.rules()).singleElement().satisfies(rule -> {
            assertThat(((Rule.L7) rule).matches())
                    .singleElement()
                    .satisfies(m -> assertThat(m.path()).isEqualTo(new PathMatch.Prefix("/")));
            assertThat(rule.backends()).isEmpty();
            assertThat(rule.findings()).isEmpty();
        });
    }

    @Test
    void parentRefsGetTheirDefaults() {
        LoweredRoute route = lower("""
                parentRefs:
                - name: a
                - {name: b, namespace: infra, sectionName: https, port: 443}
                - {name: c, group: "", kind: Service}
                """);

        assertThat(route.parentRefs())
                .containsExactly(
                        new ParentRef(
                                0,
                                Ref.gatewayApi("Gateway", "apps", "a"),
                                Optional.empty(),
                                OptionalInt.empty(),
                                false),
                        new ParentRef(
                                1,
                                Ref.gatewayApi("Gateway", "infra", "b"),
                                Optional.of("https"),
                                OptionalInt.of(443),
                                true),
                        new ParentRef(
                                2, Ref.core("Service", "apps", "c"), Optional.empty(), OptionalInt.empty(), false));
    }

    @Test
    void hostnamesAreLowerCase() {
        assertThat(lower("hostnames: [Shop.Example.com, '*.example.com']").hostnames())
                .containsExactly(Hostname.of("shop.example.com"), Hostname.of("*.example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a", "a:80", "*", "a_b", ""})
    void aRouteWithSomethingElseAsHostnameServesNothing(String hostname) {
        LoweredRoute route =
                lower("hostnames: [ok.example.com, '" + hostname + "']\nrules:\n- matches: [{}, {}]\n- {}\n");

        assertThat(route.rules())
                .allSatisfy(rule -> assertThat(rule.findings())
                        .hasSameSizeAs(((Rule.L7) rule).matches())
                        .allSatisfy(f -> {
                            assertThat(f.effect()).isEqualTo(Finding.Effect.DROP_MATCH);
                            assertThat(f.field()).isEqualTo("spec.hostnames[1]");
                        }));
    }

    @ParameterizedTest
    @CsvSource({"PathPrefix,/a/,/a", "PathPrefix,/a,/a", "PathPrefix,/,/", "Exact,/a/,/a/", "RegularExpression,/a+,/a+"
    })
    void paths(String type, String value, String lowered) {
        PathMatch path =
                match("path: {type: " + type + ", value: '" + value + "'}").path();
        assertThat(path.value()).isEqualTo(lowered);
        assertThat(path.getClass().getSimpleName()).isEqualTo(type.equals("PathPrefix") ? "Prefix" : shorten(type));
    }

    private static String shorten(String type) {
        return type.equals("RegularExpression") ? "Regex" : type;
    }

    @Test
    void pathsGetTheirDefaults() {
        assertThat(match("path: {}").path()).isEqualTo(new PathMatch.Prefix("/"));
        assertThat(match("path: {type: Exact}").path()).isEqualTo(new PathMatch.Exact("/"));
        assertThat(match("path: {value: /a}").path()).isEqualTo(new PathMatch.Prefix("/a"));
    }

    @Test
    void onlyTheFirstOfEquivalentNamesCounts() {
        Match match = match("""
                headers: [{name: X-A, value: "1"}, {name: x-a, value: "2"}, {name: B, value: "3", type: RegularExpression}]
                queryParams: [{name: q, value: "1"}, {name: q, value: "2"}, {name: Q, value: "3"}]
                """);

        assertThat(match.headers()).containsExactly(new ValueMatch.Exact("x-a", "1"), new ValueMatch.Regex("b", "3"));
        assertThat(match.queryParams()).containsExactly(new ValueMatch.Exact("q", "1"), new ValueMatch.Exact("Q", "3"));
        assertThat(match.precedence().headers()).isEqualTo(2);
        assertThat(match.precedence().queryParams()).isEqualTo(2);
        assertThat(match.precedence().method()).isEqualTo(1);
    }

    @Test
    void precedenceOfPaths() {
        List<Integer> ranks = List.of(
                        "{type: PathPrefix, value: /}",
                        "{type: PathPrefix, value: /a}",
                        "{type: PathPrefix, value: /ab/}",
                        "{type: PathPrefix, value: /" + "a".repeat(1023) + "}",
                        "{type: RegularExpression, value: /}",
                        "{type: RegularExpression, value: /a.}",
                        "{type: RegularExpression, value: /" + "a".repeat(1023) + "}",
                        "{type: Exact, value: /a}")
                .stream()
                .map(path -> match("path: " + path).precedence().path())
                .toList();

        assertThat(ranks).isSorted().doesNotHaveDuplicates();
        assertThat(match("path: {type: Exact, value: /}").precedence().path())
                .isEqualTo(match("path: {type: Exact, value: /a}").precedence().path());
        assertThat(match("path: {value: /a/}").precedence())
                .isEqualTo(match("path: {value: /a}").precedence());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path: {type: Prefix, value: /a}",
                "path: {value: a}",
                "path: {value: ''}",
                "path: {value: //a}",
                "path: {type: Exact, value: /a/../b}",
                "path: {type: Exact, value: /a/.}",
                "path: {type: Exact, value: /a%2fb}",
                "path: {type: Exact, value: '/a b'}",
                "path: {type: Exact, value: '/a%4'}",
                "path: {type: Exact, value: '/ä'}",
                "path: {type: Exact, value: '/a?b'}",
                "path: {type: Exact, value: '/a#b'}",
                "path: {type: RegularExpression, value: '('}",
                "path: {type: RegularExpression, value: '(?=a)'}",
                "path: {type: RegularExpression, value: ''}",
                "path: {value: /a, caseSensitive: false}",
                "method: get",
                "method: BREW",
                "headers: [{name: 'a b', value: v}]",
                "headers: [{value: v}]",
                "headers: [{name: a}]",
                "headers: [{name: a, value: v, type: Present}]",
                "headers: [{name: a, value: '[', type: RegularExpression}]",
                "headers: [{name: a, value: v, invert: true}]",
                "headers: [null]",
                "queryParams: [{name: a, value: ''}]",
                "queryParams: [{name: a, value: v, type: Prefix}]",
                "queryParams: [null]",
                "sourceRanges: [10.0.0.0/8]",
            })
    void aMatchThatCannotBeHadIsDropped(String field) {
        Rule.L7 rule = rule("matches:\n- {method: POST}\n- " + field + "\n");

        assertThat(rule.matches()).hasSize(2);
        assertThat(rule.findings()).isNotEmpty().allSatisfy(f -> {
            assertThat(f.effect()).isEqualTo(Finding.Effect.DROP_MATCH);
            assertThat(f.match()).hasValue(1);
            assertThat(f.field()).startsWith("matches[1]");
            assertThat(f.message()).isNotBlank();
        });
    }

    @Test
    void aPathThatIsTooLongIsDropped() {
        assertThat(found("matches: [{path: {value: /" + "a".repeat(1024) + "}}]"))
                .containsExactly("DROP_MATCH UnsupportedValue matches[0].path.value");
    }

    @Test
    void anEmptyMatchIsDropped() {
        assertThat(found("matches: [null]")).containsExactly("DROP_MATCH UnsupportedValue matches[0]");
    }

    @Test
    void tooManyHeadersAreDropped() {
        StringBuilder headers = new StringBuilder("matches:\n- headers:\n");
        for (int i = 0; i < 17; i++) {
            headers.append("  - {name: h").append(i).append(", value: v}\n");
        }
        assertThat(found(headers.toString())).containsExactly("DROP_MATCH UnsupportedValue matches[0].headers");
    }

    @Test
    void headerModifiers() {
        Rule.L7 rule = rule("""
                filters:
                - type: RequestHeaderModifier
                  requestHeaderModifier:
                    set: [{name: X-A, value: "1"}, {name: x-a, value: "2"}]
                    add: [{name: B, value: b}]
                    remove: [C, c]
                - type: ResponseHeaderModifier
                  responseHeaderModifier: {remove: [server]}
                """);

        assertThat(rule.findings()).isEmpty();
        assertThat(rule.filters())
                .containsExactly(
                        new Filter.RequestHeaders(new Filter.HeaderEdits(
                                List.of(new Filter.Header("X-A", "1")),
                                List.of(new Filter.Header("B", "b")),
                                List.of("C"))),
                        new Filter.ResponseHeaders(new Filter.HeaderEdits(List.of(), List.of(), List.of("server"))));
    }

    @Test
    void redirects() {
        Rule.L7 rule = rule("""
                filters:
                - type: RequestRedirect
                  requestRedirect:
                    scheme: https
                    hostname: New.Example.com
                    port: 8443
                    statusCode: 308
                    path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}
                """);

        assertThat(rule.findings()).isEmpty();
        assertThat(rule.filters())
                .containsExactly(new Filter.Redirect(
                        Optional.of("https"),
                        Optional.of("new.example.com"),
                        OptionalInt.of(8443),
                        Optional.of(new Filter.PathEdit.ReplacePrefix("/new")),
                        308));
        assertThat(rule("filters: [{type: RequestRedirect, requestRedirect: {}}]")
                        .filters())
                .containsExactly(new Filter.Redirect(
                        Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), 302));
    }

    @Test
    void rewrites() {
        assertThat(
                        rule("filters: [{type: URLRewrite, urlRewrite: {hostname: a.b, path: {type: ReplaceFullPath, replaceFullPath: x}}}]")
                                .filters())
                .containsExactly(
                        new Filter.Rewrite(Optional.of("a.b"), Optional.of(new Filter.PathEdit.ReplaceFull("/x"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: RequestMirror, requestMirror: {backendRef: {name: a, port: 80}}} | UnsupportedValue filters[0].requestMirror",
                "{type: CORS, cors: {allowOrigins: ['*']}} | UnsupportedValue filters[0].cors",
                "{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: a}}} | UnsupportedValue filters[0].externalAuth",
                "{type: RateLimit} | UnsupportedValue filters[0].type",
                "{} | UnsupportedValue filters[0].type",
                "null | UnsupportedValue filters[0].type",
                "{type: URLRewrite} | UnsupportedValue filters[0].urlRewrite",
                "{type: RequestRedirect, requestRedirect: {}, urlRewrite: {}} | UnsupportedValue filters[0].urlRewrite",
                "{type: RequestRedirect, requestRedirect: {}, rateLimit: {}} | UnsupportedValue filters[0].rateLimit",
                "{type: RequestRedirect, requestRedirect: {scheme: ftp}} | UnsupportedValue filters[0].requestRedirect.scheme",
                "{type: RequestRedirect, requestRedirect: {statusCode: 304}} | UnsupportedValue filters[0].requestRedirect.statusCode",
                "{type: RequestRedirect, requestRedirect: {port: 0}} | UnsupportedValue filters[0].requestRedirect.port",
                "{type: RequestRedirect, requestRedirect: {hostname: '*.a'}} | UnsupportedValue filters[0].requestRedirect.hostname",
                "{type: RequestRedirect, requestRedirect: {path: {type: Regex}}} | UnsupportedValue filters[0].requestRedirect.path.type",
                "{type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath}}} | UnsupportedValue filters[0].requestRedirect.path.replaceFullPath",
                "{type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: '/a?b'}}} | UnsupportedValue filters[0].requestRedirect.path.replaceFullPath",
                "{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: 'a b', value: v}]}} | UnsupportedValue filters[0].requestHeaderModifier.set[0].name",
                "{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a}]}} | UnsupportedValue filters[0].requestHeaderModifier.set[0].value",
                "{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: a, value: b}], remove: [A]}} | UnsupportedValue filters[0].requestHeaderModifier.remove[0]",
                "{type: RequestHeaderModifier, requestHeaderModifier: {append: []}} | UnsupportedValue filters[0].requestHeaderModifier.append",
            })
    void aFilterThatCannotBeHadCostsItsRule(String filter, String found) {
        assertThat(found("filters: [" + filter + "]")).containsExactly("ANSWER_500 " + found);

        Rule.L7 onBackend = rule("backendRefs: [{name: a, port: 80}, {name: b, port: 80, filters: [" + filter + "]}]");
        assertThat(onBackend.findings()).singleElement().satisfies(f -> {
            assertThat(f.effect()).isEqualTo(Finding.Effect.BACKEND_500);
            assertThat(f.backend()).hasValue(1);
            assertThat(f.reason() + " " + f.field())
                    .isEqualTo(found.replace("filters[0]", "backendRefs[1].filters[0]"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry: {codes: [500]} | UnsupportedValue retry",
                "sessionPersistence: {sessionName: s} | UnsupportedValue sessionPersistence",
                "timeouts: {request: 1s} | UnsupportedValue timeouts.request",
                "timeouts: {request: soon} | UnsupportedValue timeouts.request",
                "timeouts: {backendRequest: 1d} | UnsupportedValue timeouts.backendRequest",
                "timeouts: {idle: 1s} | UnsupportedValue timeouts.idle",
                "rateLimit: {} | UnsupportedValue rateLimit",
                "backendRefs: [{name: a, port: 80, weight: -1}] | UnsupportedValue backendRefs[0].weight",
                "backendRefs: [{name: a, port: 80, weight: 1000001}] | UnsupportedValue backendRefs[0].weight",
            })
    void whatElseCostsARule(String field, String found) {
        assertThat(found(field)).containsExactly("ANSWER_500 " + found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{type: RequestRedirect, requestRedirect: {}}, {type: URLRewrite, urlRewrite: {}}] | filters",
                "[{type: URLRewrite, urlRewrite: {}}, {type: URLRewrite, urlRewrite: {}}] | filters[1]",
                "[{type: RequestHeaderModifier, requestHeaderModifier: {}}, {type: RequestHeaderModifier, requestHeaderModifier: {}}] | filters[1]",
            })
    void filtersThatCannotStandTogether(String filters, String field) {
        assertThat(found("filters: " + filters)).containsExactly("ANSWER_500 IncompatibleFilters " + field);
        assertThat(found("backendRefs: [{name: a, port: 80, filters: " + filters + "}]"))
                .containsExactly("BACKEND_500 IncompatibleFilters backendRefs[0]." + field);
    }

    @Test
    void aRedirectStandsAlone() {
        assertThat(found("filters: [{type: RequestRedirect, requestRedirect: {}}]\nbackendRefs: [{name: a, port: 80}]"))
                .containsExactly("ANSWER_500 IncompatibleFilters filters");
        assertThat(found("backendRefs: [{name: a, port: 80, filters: [{type: RequestRedirect, requestRedirect: {}}]}]"))
                .isEmpty();
    }

    @Test
    void extensionsMayBeRepeated() {
        String extension = "{type: ExtensionRef, extensionRef: {group: g, kind: K, name: n}}";
        assertThat(found("filters: [" + extension + ", " + extension + "]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{path: {type: Exact, value: /a}}] | false",
                "[{path: {value: /a}}, {path: {type: RegularExpression, value: /b}}] | false",
                "[{path: {value: /a}}] | true",
                "[{headers: [{name: a, value: b}]}] | true",
                "[] | true",
            })
    void prefixesAreReplacedOnlyWherePrefixesMatch(String matches, boolean fits) {
        String filters =
                "filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /x}}}]";
        assertThat(found("matches: " + matches + "\n" + filters))
                .isEqualTo(fits ? List.of() : List.of("ANSWER_500 UnsupportedValue filters[0]"));
    }
}
