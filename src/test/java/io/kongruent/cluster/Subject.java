package io.kongruent.cluster;

import io.fabric8.kubernetes.client.Config;
import io.kongruent.capability.Capabilities;
import io.kongruent.embedded.Dialer;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.embedded.StreamListen;
import io.kongruent.engine.Engine;
import io.kongruent.engine.EngineInput;
import io.kongruent.engine.EngineListener;
import io.kongruent.engine.Fleet;
import io.kongruent.engine.PlaneSettings;
import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.Graph;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.Outcome;
import io.kongruent.push.PushListener;
import io.kongruent.push.PushTiming;
import io.kongruent.push.RestAdmins;
import io.kongruent.translate.TranslateOptions;
import io.kongruent.verdict.Verdicts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole controller in this process: a source in a cluster, the engine, and an embedded gateway as its data plane. */
final class Subject implements AutoCloseable {

    /** Echo backends by the address that EndpointSlices give them: the API server takes no loopback addresses there. */
    static final Map<String, Integer> BACKENDS = new ConcurrentHashMap<>();

    final EmbeddedGateway gateway;
    final ClusterSource source;
    final Engine engine;
    final AtomicInteger pushes = new AtomicInteger();
    final AtomicInteger applied = new AtomicInteger();
    final AtomicInteger passes = new AtomicInteger();
    final AtomicInteger probed = new AtomicInteger();
    private final List<EngineListener> also;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();

    Subject(RestAdmins admins, Config config, String controllerName) {
        this(admins, ClusterInput.of(config, controllerName));
    }

    Subject(RestAdmins admins, ClusterInput input) {
        this(admins, input, AdminEndpoint::at, List.of());
    }

    /**
     * One with more to say to its Kong, and more who listen.
     *
     * @param endpoint how the Admin API of this URL is spoken to
     */
    Subject(
            RestAdmins admins,
            ClusterInput input,
            Function<URI, AdminEndpoint> endpoint,
            List<? extends EngineListener> listeners) {
        also = List.copyOf(listeners);
        gateway = EmbeddedGateway.start(EmbeddedSettings.defaults()
                .withListens(
                        ProxyListen.http(8000).onAnyPort(),
                        ProxyListen.https(8443).onAnyPort())
                .withStreams(
                        StreamListen.tcp(5432).onAnyPort(),
                        StreamListen.udp(5353).onAnyPort(),
                        StreamListen.tls(9443).onAnyPort())
                .withDialer(Subject::dial));
        source = new ClusterSource(input);
        PlaneSettings plane = new PlaneSettings(
                "default",
                List.of(admins.open(endpoint.apply(gateway.adminUrl()))),
                Map.of(80, 8000, 443, 8443),
                Set.of(),
                Set.of(),
                List.of(new GatewayNode.Address("IPAddress", "192.0.2.1")));
        engine = new Engine(new EngineInput(
                input.controllerName(),
                false,
                input.mesh(),
                new TranslateOptions(TranslateOptions.Tags.NONE),
                source::snapshot,
                Fleet.of(List.of(plane), "default"),
                Capabilities.shipped("0.1.0", List.of()),
                PushTiming.DEFAULT,
                new Ears()));
        source.start(this::changed);
    }

    private void changed() {
        if (begun.compareAndSet(false, true)) {
            engine.start();
        } else {
            engine.changed();
        }
    }

    /** Whether the first pass has been allowed. */
    boolean hasBegun() {
        return begun.get();
    }

    /** What the gateway answers to a GET over HTTP: the status. */
    int get(String host, String path) {
        return visit(host, path).status();
    }

    /** Which backend answered; what else was said when none did. */
    String backend(String host, String path) {
        return backend(visit(host, path));
    }

    private static String backend(Visit visit) {
        Matcher backend = Pattern.compile("\"backend\":\"([^\"]*)\"").matcher(visit.body());
        return backend.find() ? backend.group(1) : visit.toString();
    }

    /** Which backend answered a GET over a connection to a port that knows nothing of HTTP. */
    String backendBehind(int port) {
        return backend(Visit.http(gateway.boundStream(port, false), "any.example.com", "/"));
    }

    /** The subject of the certificate that the gateway shows for a name. */
    String certificate(String host) {
        return Visit.certificate(gateway.boundPort(8443), host);
    }

    private Visit visit(String host, String path) {
        return Visit.http(gateway.boundPort(8000), host, path);
    }

    /** Takes the data plane away. */
    void loseGateway() {
        if (lost.compareAndSet(false, true)) {
            gateway.close();
        }
    }

    @Override
    public void close() {
        engine.close();
        source.close();
        loseGateway();
    }

    static Dialer.Place dial(Dialer.Place wanted) {
        Integer port = BACKENDS.get(wanted.host());
        return port == null ? wanted : new Dialer.Place("127.0.0.1", port);
    }

    private final class Ears implements EngineListener {
        @Override
        public void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts) {
            source.verdicts(graph, outcomes, verdicts);
            also.forEach(l -> l.verdicts(graph, outcomes, verdicts));
        }

        @Override
        public void resolved(long pass, Graph graph) {
            also.forEach(l -> l.resolved(pass, graph));
        }

        @Override
        public void outcome(Outcome outcome) {
            also.forEach(l -> l.outcome(outcome));
        }

        @Override
        public void passed(Pass pass) {
            passes.incrementAndGet();
            also.forEach(l -> l.passed(pass));
        }

        @Override
        public void propagated(String dataPlane, Duration took) {
            applied.incrementAndGet();
            also.forEach(l -> l.propagated(dataPlane, took));
        }

        @Override
        public void probed(String dataPlane, String instance, Capabilities capabilities) {
            probed.incrementAndGet();
        }

        @Override
        public void sent(PushListener.Sending sending) {
            pushes.incrementAndGet();
            also.forEach(l -> l.sent(sending));
        }
    }
}
