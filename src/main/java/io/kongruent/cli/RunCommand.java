package io.kongruent.cli;

import io.kongruent.cli.folder.FolderSource;
import io.kongruent.cli.offline.Shipped;
import io.kongruent.cluster.ClusterSource;
import io.kongruent.engine.Engine;
import io.kongruent.engine.EngineListener;
import io.kongruent.engine.Fleet;
import io.kongruent.engine.Source;
import io.kongruent.operate.Journal;
import io.kongruent.operate.Metrics;
import io.kongruent.operate.Vitals;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.RestAdmins;
import io.kongruent.run.Controller;
import io.kongruent.run.DataPlanes;
import io.kongruent.run.Fenced;
import io.kongruent.run.Setup;
import io.kongruent.run.WrongSetting;
import io.kongruent.settings.KongruentSettings;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kongruent run}: the controller. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Keep Kongs at what a source of objects asks for, until interrupted. What is changed, refused and applied is",
            "told on standard error; health and metrics are at http://localhost:8080/q/health and /q/metrics."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kongruent run --source dir:manifests --data-plane embedded       no Kong needed, on ports 8000 and 8443",
            "  kongruent run --source dir:manifests --data-plane embedded --port-map 80=9000,443=9443",
            "  kongruent run --source dir:manifests --data-plane http://127.0.0.1:8001",
            "  KONGRUENT_DATA_PLANES_DEFAULT_ADMIN_URLS=http://kong-1:8001,http://kong-2:8001 \\",
            "    kongruent run --source dir:manifests                            data planes by settings",
            "  kongruent run --data-plane http://127.0.0.1:8001                  the cluster of the kubeconfig",
            "",
            "Settings are environment variables, Java system properties or config/application.yaml: see docs/cli.md.",
            "Runs until Ctrl-C or SIGTERM. Exit code 2 when a setting or option can't be had."
        })
final class RunCommand implements Callable<Integer> {

    private static final String FOLDER = "dir:";
    private static final String EMBEDDED = "embedded";

    @Inject
    RestAdmins admins;

    @Inject
    KongruentSettings settings;

    @Inject
    Ending ending;

    @Inject
    Vitals vitals;

    @Inject
    Metrics metrics;

    @Option(
            names = "--source",
            paramLabel = "dir:PATH",
            description = {
                "Where the objects are: a folder of manifests, watched. Without it the cluster of this pod, or of the kubeconfig."
            })
    @Nullable
    String source;

    @Option(
            names = "--data-plane",
            paramLabel = "embedded|URL",
            description = {
                "Who serves them: a gateway in this process, or the Kong with this Admin API;",
                "without it what kongruent.data-planes… say."
            })
    @Nullable
    String dataPlane;

    @Option(
            names = "--port-map",
            paramLabel = "PORT=KONG-PORT",
            split = ",",
            description = {
                "With --data-plane: on which port Kong listens for a listener's port (80=8000,443=8443; others as they are).",
                "The embedded gateway listens on these of the loopback address, with TLS for ports that end in 443."
            })
    Map<Integer, Integer> portMap = new LinkedHashMap<>();

    @Option(
            names = "--stream-port",
            paramLabel = "[tcp:|tls:|udp:]PORT[=KONG-PORT]",
            split = ",",
            description = {
                "With --data-plane embedded: on which further ports it takes connections or datagrams for a listener's port;",
                "tls takes listeners of the protocol TLS. Kong has KONG_STREAM_LISTEN for this."
            })
    List<String> streamPorts = new ArrayList<>();

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Where health and metrics are served (8080; 0: any free port).")
    @Nullable
    Integer httpPort;

    private final Journal.Pen pen = Journal.Pen.log();

    @Override
    public Integer call() {
        SettingsCheck.strangers(System.getenv().keySet()).forEach(pen::warn);
        metrics.runs(settings.controllerName(), VersionCommand.version());
        Running running = start(List.of(new Journal(pen), metrics));
        ending.with(() -> {
            vitals.rest();
            running.close();
            pen.note("ended; the Kongs keep what they have");
        });
        Quarkus.waitForExit();
        return ExitCodes.OK;
    }

    /** A controller at work, where its objects come from, and the gateway that was started for it. */
    record Running(Controller controller, Source source, Optional<LocalGateway> gateway)
            implements AutoCloseable, Vitals.Patient {
        @Override
        public Engine engine() {
            return controller.engine();
        }

        @Override
        public boolean isSynced() {
            return source instanceof ClusterSource cluster ? cluster.synced().isDone() : controller.isSynced();
        }

        /** The source tells of its first change when this process leads. */
        @Override
        public boolean standsBy() {
            return isSynced() && !controller.isSynced();
        }

        @Override
        public Map<String, String> details() {
            Map<String, String> details = new LinkedHashMap<>();
            if (source instanceof ClusterSource cluster) {
                if (!cluster.missing().isEmpty()) {
                    details.put("kinds that the cluster doesn't have", String.join(", ", cluster.missing()));
                }
                if (!cluster.forbidden().isEmpty()) {
                    details.put("kinds that may not be watched", String.join(", ", cluster.forbidden()));
                }
                cluster.awaySince().ifPresent(since -> details.put("API server", "can't be reached since " + since));
            }
            return details;
        }

        @Override
        public void close() {
            controller.close();
            gateway.ifPresent(LocalGateway::close);
        }
    }

    /**
     * Starts what the options ask for.
     *
     * @throws Failure when they can't be had
     */
    Running start(List<EngineListener> listeners) {
        Optional<OwnPlanes> own =
                source == null && dataPlane == null ? OwnPlanes.of(settings, System.getenv()) : Optional.empty();
        Source objects = objects(own);
        Function<AdminEndpoint, Admin> open = endpoint -> fenced(admins.open(endpoint), objects);
        Optional<LocalGateway> gateway = Optional.empty();
        try {
            Map<Integer, Integer> ports = EvaluationOptions.ports(portMap);
            Fleet planes;
            if (own.isPresent()) {
                planes = own.get().fleet(admins, admin -> fenced(admin, objects));
            } else if (dataPlane == null) {
                planes = DataPlanes.of(settings, open).fleet();
            } else if (dataPlane.equals(EMBEDDED)) {
                StreamPorts streams = StreamPorts.of(streamPorts);
                LocalGateway local = LocalGateway.start(ports, streams);
                gateway = Optional.of(local);
                ports.putAll(streams.map());
                planes =
                        DataPlanes.only(local.adminUrl(), ports, settings, open).fleet();
            } else {
                planes = DataPlanes.only(url(dataPlane), ports, settings, open).fleet();
            }
            Setup setup = Setup.of(settings, planes, Shipped.read().on(List.of()));
            Controller controller = Controller.start(setup, objects, listeners);
            Running running = new Running(controller, objects, gateway);
            vitals.watch(running);
            return running;
        } catch (WrongSetting e) {
            gateway.ifPresent(LocalGateway::close);
            throw new Failure(String.valueOf(e.getMessage()), e.next());
        } catch (RuntimeException e) {
            gateway.ifPresent(LocalGateway::close);
            throw e;
        }
    }

    private Source objects(Optional<OwnPlanes> own) {
        if (source == null) {
            metrics.reaches(true);
            return ClusterObjects.find(System.getenv(), settings, this::lost)
                    .source(
                            settings.controllerName(),
                            new ClusterJournal(pen, metrics, ZoneId.systemDefault()),
                            own.map(OwnPlanes::provisioning));
        }
        if (!source.startsWith(FOLDER)) {
            throw new Failure("--source " + source + " is no source", "Say dir:PATH, such as dir:" + source + ".");
        }
        Path folder = Path.of(source.substring(FOLDER.length()));
        if (!Files.isDirectory(folder)) {
            throw new Failure(
                    "there is no folder " + folder,
                    Files.exists(folder) ? "Name the folder that the file is in: folders are watched." : "");
        }
        return new FolderSource(folder, new FileJournal(pen));
    }

    /** Another process may work from now on. This one stops to push at once, and is begun anew by whoever keeps it running. */
    private void lost() {
        ending.now();
        pen.warn("another process may lead from now on; this one ends, to begin anew");
        Quarkus.asyncExit(ExitCodes.FINDINGS);
    }

    /** Configurations are sent while this process leads, and not a moment longer. */
    private static Admin fenced(Admin admin, Source objects) {
        return objects instanceof ClusterSource cluster ? new Fenced(admin, cluster::leads) : admin;
    }

    private static URI url(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new Failure("--data-plane " + text + " is no URL", "Say embedded, or a URL: http://127.0.0.1:8001.");
        }
    }
}
