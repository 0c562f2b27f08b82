package io.kongruent.cli;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether health and metrics can be served, found out before anything is started. */
final class HttpPort {

    private static final int STANDARD = 8080;

    private HttpPort() {}

    /**
     * Tries the address that the settings name.
     *
     * @throws Failure when somebody else has it
     */
    static void check() {
        SmallRyeConfig settings = ConfigUtils.configBuilder().build();
        check(
                settings.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0"),
                settings.getOptionalValue("quarkus.http.port", Integer.class).orElse(STANDARD));
    }

    static void check(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(
                    "health and metrics can't be served on port " + port + ": " + e.getMessage(),
                    "Name a port that is free: --http-port PORT; 0 is any.");
        }
    }
}
