package io.kongruent.cli.demo;

import io.kongruent.cli.explain.Explainer;
import io.kongruent.cli.explain.ExplanationText;
import io.kongruent.cli.explain.Request;
import io.kongruent.cli.offline.Evaluation;
import io.kongruent.cli.offline.Evaluator;
import io.kongruent.cli.print.Style;
import io.kongruent.cli.show.StatusTables;
import io.kongruent.engine.EngineListener;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.snapshot.Manifests;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Plays the examples, says what it expects and what came. */
public final class Demo {

    private static final int SPLIT = 1_000;
    private static final int UNIMPLEMENTED = 12;
    private static final String HELLO = "hello";

    private final PrintWriter out;
    private final Style style;
    private final Records records = new Records();
    private int surprises;

    public Demo(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    /**
     * Plays the manifests of a folder.
     *
     * @param examples the folder
     * @param folder a copy of it, which is changed on the way
     * @param evaluator what the controller of the demo goes by
     * @param reader reads a folder of manifests
     * @param open opens an Admin API
     * @param journal hears what the controller does
     * @param last is done when everything was shown and everything still runs
     * @return how many things weren't as announced
     */
    public int play(
            Path examples,
            Path folder,
            Evaluator evaluator,
            Function<Path, Manifests> reader,
            Function<AdminEndpoint, Admin> open,
            EngineListener journal,
            Last last)
            throws IOException, InterruptedException {
        try (Stage stage = new Stage(folder, evaluator, open, records, journal)) {
            title("The controller watches a folder of manifests; an embedded gateway serves them");
            out.println(
                    "The gateway is no Kong: it behaves like one, runs the same plugin, and says so in its answers.");
            out.println();
            Witness.Sight sight = stage.applied();
            StatusTables.lines(sight.graph(), sight.verdicts(), style).forEach(out::println);
            requests(stage);
            calls(stage);
            connections(stage);
            split(stage);
            explained(examples, evaluator.evaluate(reader.apply(examples)));
            edited(stage);
            title(surprises == 0 ? "All as announced." : surprises + " things were not as announced.");
            out.flush();
            last.with(stage.doors(), stage.folder());
        }
        return surprises;
    }

    /** What comes after everything was shown. */
    public interface Last {
        void with(Doors doors, Path folder) throws IOException, InterruptedException;
    }

    private void requests(Stage stage) throws IOException, InterruptedException {
        title("Requests");
        Visitor.Answer testers = get(stage, false, "preview.example.com", "/", "X-Group: testers");
        expect("a header match leads to the canary", testers.backend().equals("shop-canary"));
        expect("and the answer says so", "preview".equals(testers.headers().get("x-served-as")));
        expect(
                "without the header it is the stable version",
                get(stage, false, "preview.example.com", "/").backend().equals("shop-stable"));
        Visitor.Answer moved = get(stage, false, "old.example.com", "/store/shoes?size=42");
        expect(
                "a redirect keeps what follows the prefix, and the query",
                moved.status() == 301
                        && "https://shop.example.com/shoes?size=42"
                                .equals(moved.headers().get("location")));
        Visitor.Answer orders = get(stage, false, "api.example.com", "/v1/orders/7");
        expect(
                "a rewrite changes the path for the backend",
                orders.field("path").equals("/orders/7"));
        expect(
                "a name that no route has gets 404",
                get(stage, false, "nobody.example.com", "/").status() == 404);
        Visitor.Answer shop = get(stage, true, "shop.example.com", "/");
        expect(
                "TLS shows the certificate of the name: " + shop.certificate(),
                shop.certificate().equals("CN=shop.example.com"));
        Visitor.Answer api = get(stage, true, "api.example.com", "/");
        expect(
                "and the wildcard's for another: " + api.certificate(),
                api.certificate().equals("CN=*.example.com"));
        title("A route with mistakes (examples/broken.yaml): they cost their own rules");
        expect(
                "its sound rule is served",
                get(stage, false, "broken.example.com", "/fine").status() == 200);
        expect(
                "a filter that can't be had: 500, never the backend behind it",
                get(stage, false, "broken.example.com", "/copies").status() == 500);
        expect(
                "a Service that doesn't exist: 500",
                get(stage, false, "broken.example.com", "/typo").status() == 500);
    }

    private void calls(Stage stage) throws InterruptedException {
        title("Calls of gRPC (examples/grpc.yaml), on the port of the requests");
        try (Caller caller = new Caller(stage.doors().http())) {
            Caller.Answer get = call(caller, "shop.Orders/Get", "order 7", Map.of());
            expect(
                    "the rule of the method takes it, to a backend that speaks HTTP/2",
                    get.equals(new Caller.Answer(0, "orders: order 7")));
            Caller.Answer list = call(caller, "shop.Orders/List", "all", Map.of("x-group", "testers"));
            expect(
                    "the rule of the service and a header takes another method",
                    list.equals(new Caller.Answer(0, "orders-next: all")));
            expect(
                    "what no rule takes is UNIMPLEMENTED (12), as a gRPC client expects it",
                    call(caller, "shop.Orders/List", "all", Map.of()).status() == UNIMPLEMENTED);
        }
    }

    private Caller.Answer call(Caller caller, String method, String text, Map<String, String> headers)
            throws InterruptedException {
        records.clear();
        Caller.Answer answer = caller.call("calls.example.com", method, text, headers);
        out.println(style.strong("gRPC calls.example.com/" + method + " \"" + text + "\"")
                + (headers.isEmpty() ? "" : "  " + headers));
        out.println("    status " + answer.status()
                + (answer.message().isEmpty() ? " from the gateway" : ", \"" + answer.message() + "\"") + ", by "
                + records.requestRoute());
        return answer;
    }

    private void connections(Stage stage) throws IOException, InterruptedException {
        title("Connections and datagrams (examples/tls-passthrough.yaml, tcp.yaml, udp.yaml)");
        Visitor.Echo vault = say(stage.doors().tls(), "tls://vault.example.net:9443", Optional.of("vault.example.net"));
        expect(
                "TLS is passed on: the certificate is the backend's own, " + vault.certificate(),
                vault.text().equals("vault: hello") && vault.certificate().equals("CN=vault.example.net"));
        Visitor.Echo other = say(stage.doors().tls(), "tls://other.example.net:9443", Optional.of("other.example.net"));
        expect("a server name that no route has is closed", other.text().isEmpty());
        Visitor.Echo database = say(stage.doors().tcp(), "tcp://:5432", Optional.empty());
        expect("a connection goes by its port", database.text().equals("database: hello"));
        records.clear();
        String answer = Visitor.send(stage.doors().udp(), HELLO);
        out.println(style.strong("udp://:5353 \"" + HELLO + "\""));
        out.println("    \"" + answer + "\", by " + records.streamRoute());
        expect("and so does a datagram", answer.equals("resolver: hello"));
    }

    private Visitor.Echo say(int port, String address, Optional<String> serverName)
            throws IOException, InterruptedException {
        records.clear();
        Visitor.Echo echo = Visitor.say(port, serverName, HELLO);
        out.println(style.strong(address + " \"" + HELLO + "\""));
        out.println("    " + (echo.text().isEmpty() ? "closed" : "\"" + echo.text() + "\"") + ", by "
                + records.streamRoute());
        return echo;
    }

    private void split(Stage stage) throws IOException {
        title(SPLIT + " requests to a split of 75 to 25");
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < SPLIT; i++) {
            counts.merge(
                    Visitor.get(stage.doors().http(), false, "shop.example.com", "/", List.of())
                            .backend(),
                    1,
                    Integer::sum);
        }
        records.clear();
        expect(counts.toString(), counts.equals(Map.of("shop-stable", 750, "shop-canary", 250)));
    }

    private void explained(Path examples, Evaluation evaluation) {
        title("kongruent explain " + examples + " --request http://broken.example.com/copies");
        try (Explainer explainer = new Explainer(evaluation)) {
            ExplanationText.lines(
                            explainer.explain(Request.parse("http://broken.example.com/copies", List.of())), style)
                    .forEach(out::println);
        }
    }

    private void edited(Stage stage) throws IOException, InterruptedException {
        title("An edit: the header match of header-match.yaml asks for another group");
        Duration took = stage.edit("header-match.yaml", text -> text.replace("value: testers", "value: friends"));
        out.println(style.strong("in effect " + took.toMillis() + " ms after the file was written")
                + ": noticed, resolved, translated, sent, and applied by every worker");
        expect(
                "the old group is nobody special any more",
                get(stage, false, "preview.example.com", "/", "X-Group: testers")
                        .backend()
                        .equals("shop-stable"));
        expect(
                "the new one is",
                get(stage, false, "preview.example.com", "/", "X-Group: friends")
                        .backend()
                        .equals("shop-canary"));
    }

    private Visitor.Answer get(Stage stage, boolean tls, String host, String path, String... headers)
            throws IOException, InterruptedException {
        records.clear();
        Visitor.Answer answer =
                Visitor.get(tls ? stage.doors().https() : stage.doors().http(), tls, host, path, List.of(headers));
        String route = records.requestRoute();
        out.println(style.strong("GET " + (tls ? "https" : "http") + "://" + host + path)
                + (headers.length == 0 ? "" : "  " + String.join(", ", headers)));
        out.println("    " + answer.status() + " from "
                + (answer.backend().isEmpty() ? "the gateway" : answer.backend()) + ", by " + route
                + (answer.headers().containsKey("location")
                        ? ", to " + answer.headers().get("location")
                        : ""));
        return answer;
    }

    private void title(String text) {
        out.println();
        out.println(style.strong("== " + text));
    }

    private void expect(String what, boolean came) {
        surprises += came ? 0 : 1;
        out.println("    " + (came ? style.good("as announced") : style.bad("NOT AS ANNOUNCED")) + ": " + what);
    }
}
