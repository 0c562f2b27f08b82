package io.kongruent.cli;

import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.KongEnvironment;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kongruent gateway}: the embedded gateway as a process of its own. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = {
            "Run the embedded gateway alone, set up by the environment variables of a Kong, for tests and for trials",
            "without one. It is no Kong: it behaves like one, runs the same plugin, and says so in its answers."
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  KONG_PROXY_LISTEN, KONG_STREAM_LISTEN, KONG_ADMIN_LISTEN, KONG_STATUS_LISTEN, KONG_PORT_MAPS,",
            "  KONG_ADMIN_SSL_CERT, KONG_ADMIN_SSL_CERT_KEY, KONG_NGINX_ADMIN_SSL_CLIENT_CERTIFICATE,",
            "  KONG_NGINX_ADMIN_SSL_VERIFY_CLIENT and KONG_NGINX_ADMIN_CLIENT_MAX_BODY_SIZE mean what they mean to Kong.",
            "",
            "Runs until Ctrl-C or SIGTERM, and finishes what is under way. Exit code 2 when a variable can't be had."
        })
final class GatewayCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "25",
            description = "How long requests and connections may take to finish when it ends (${DEFAULT-VALUE}).")
    int grace;

    @Override
    public Integer call() throws InterruptedException {
        EmbeddedSettings settings;
        try {
            settings = KongEnvironment.settings(System.getenv());
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), "");
        }
        PrintWriter out = spec.commandLine().getErr();
        EmbeddedGateway gateway = LocalGateway.start(settings, "Free them, or set the KONG_…_LISTEN variables.");
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            gateway.finish(Duration.ofSeconds(grace));
                            out.println("ended");
                            ended.countDown();
                        },
                        "ending"));
        out.println("the embedded gateway (not a Kong) listens: Admin API and status on " + gateway.adminPorts()
                + ", proxy on " + gateway.listens() + ", streams on " + gateway.streams());
        ended.await();
        return ExitCodes.OK;
    }
}
