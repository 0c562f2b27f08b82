package io.kongruent.cli.demo;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.kongruent.cli.folder.FolderSource;
import io.kongruent.cli.offline.Evaluator;
import io.kongruent.cli.offline.Shipped;
import io.kongruent.embedded.EchoBackend;
import io.kongruent.embedded.EchoCalls;
import io.kongruent.embedded.EchoPeer;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.embedded.ProxyListener;
import io.kongruent.embedded.StreamListen;
import io.kongruent.engine.EngineListener;
import io.kongruent.engine.Fleet;
import io.kongruent.engine.PlaneSettings;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.PushTiming;
import io.kongruent.run.Controller;
import io.kongruent.run.Setup;
import io.kongruent.translate.TranslateOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What the demo plays on: a watched folder, the controller, an embedded gateway, and a backend for each Service. */
final class Stage implements AutoCloseable {

    private static final List<String> SERVICES = List.of("shop-stable", "shop-canary", "api");
    private static final List<String> CALLED = List.of("orders", "orders-next");
    private static final int HTTP = 8000;
    private static final int HTTPS = 8443;
    private static final int TLS = 9443;
    private static final int TCP = 5432;
    private static final int UDP = 5353;

    private final Path folder;
    private final Evaluator evaluator;
    private final EmbeddedGateway gateway;
    private final Controller controller;
    private final Witness witness = new Witness();
    private final List<Runnable> backends = new ArrayList<>();

    /**
     * @param open opens an Admin API
     * @param requests hears of every request that the gateway answers
     * @param journal hears what the controller does
     */
    Stage(
            Path folder,
            Evaluator evaluator,
            Function<AdminEndpoint, Admin> open,
            ProxyListener requests,
            EngineListener journal)
            throws IOException {
        this.folder = folder;
        this.evaluator = evaluator;
        for (String service : SERVICES) {
            EchoBackend backend = EchoBackend.start(service);
            serves(backend::close, service, backend.port(), "TCP");
        }
        for (String service : CALLED) {
            EchoCalls backend = EchoCalls.start(service);
            serves(backend::close, service, backend.port(), "TCP");
        }
        EchoPeer vault = EchoPeer.secured("vault", "vault.example.net");
        serves(vault::close, "vault", vault.port(), "TCP");
        EchoPeer database = EchoPeer.connections("database");
        serves(database::close, "database", database.port(), "TCP");
        EchoPeer resolver = EchoPeer.datagrams("resolver");
        serves(resolver::close, "resolver", resolver.port(), "UDP");
        EmbeddedSettings settings = EmbeddedSettings.defaults()
                .withListens(
                        ProxyListen.http(HTTP).onAnyPort(),
                        ProxyListen.https(HTTPS).onAnyPort())
                .withStreams(
                        StreamListen.tls(TLS).onAnyPort(),
                        StreamListen.tcp(TCP).onAnyPort(),
                        StreamListen.udp(UDP).onAnyPort())
                .withListener(requests);
        this.gateway = EmbeddedGateway.start(evaluator.plugin() ? settings : settings.withoutPlugin());
        Admin admin = open.apply(AdminEndpoint.at(gateway.adminUrl()));
        PlaneSettings plane = PlaneSettings.of(Evaluator.DATA_PLANE, List.of(admin), evaluator.portMap());
        Setup setup = new Setup(
                evaluator.controllerName(),
                evaluator.allowExternalName(),
                false,
                TranslateOptions.DEFAULT,
                Fleet.of(List.of(plane), plane.name()),
                Shipped.read().on(List.of()),
                PushTiming.DEFAULT);
        this.controller = Controller.start(setup, new FolderSource(folder, reading -> {}), List.of(witness, journal));
    }

    private void serves(Runnable close, String service, int port, String protocol) throws IOException {
        backends.add(close);
        Files.writeString(folder.resolve("endpoints-of-" + service + ".yaml"), endpoints(service, port, protocol));
    }

    /** A Service's endpoints, which a cluster would know: the backend of this process. */
    private static String endpoints(String service, int port, String protocol) {
        HasMetadata slice = new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(service + "-demo")
                .addToLabels("kubernetes.io/service-name", service)
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withPort(port)
                .withProtocol(protocol)
                .endPort()
                .addNewEndpoint()
                .withAddresses("127.0.0.1")
                .endEndpoint()
                .build();
        return Serialization.asYaml(slice);
    }

    /** The ports of this machine on which the gateway serves those of the Gateways. */
    Doors doors() {
        return new Doors(
                port(80),
                port(443),
                gateway.boundStream(TLS, false),
                gateway.boundStream(TCP, false),
                gateway.boundStream(UDP, true));
    }

    private int port(int gatewayPort) {
        return gateway.boundPort(evaluator.portMap().getOrDefault(gatewayPort, gatewayPort));
    }

    Path folder() {
        return folder;
    }

    /** Waits until the gateway has applied what the folder holds. */
    Witness.Sight applied() throws IOException, InterruptedException {
        return witness.applied(1);
    }

    /** Edits a file of the folder as an editor would, and waits until the gateway has applied it; how long that took from the moment the file was there. */
    Duration edit(String file, UnaryOperator<String> change) throws IOException, InterruptedException {
        Path path = folder.resolve(file);
        Path written = folder.resolve("." + file + ".new");
        Files.writeString(written, change.apply(Files.readString(path)));
        long seen = witness.count();
        long begin = System.nanoTime();
        Files.move(written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        witness.applied(seen + 1);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        controller.close();
        gateway.close();
        backends.forEach(Runnable::run);
    }
}
