package io.kongruent.property;

import io.kongruent.embedded.Dialer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Backends on the loopback addresses of worlds; each answers with its own address, then with the head of the request. */
final class AddressEcho implements AutoCloseable {

    /** A request's header with a line for the head of the answer. */
    static final String WANTED = "x-answer:";

    private final Map<String, ServerSocket> servers = new LinkedHashMap<>();

    private AddressEcho(int count, boolean real) {
        try {
            for (int i = 0; i < count; i++) {
                String address = Supplies.address(i);
                ServerSocket server = real
                        ? new ServerSocket(Supplies.ENDPOINT_PORT, 200, InetAddress.getByName(address))
                        : new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
                servers.put(address, server);
                Thread.ofVirtual().start(() -> serve(server, address));
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    /** Backends where the endpoints of worlds are: for a gateway in another process. */
    static AddressEcho there(int count) {
        return new AddressEcho(count, true);
    }

    /** Backends on any free ports, found through {@link #dialer}. */
    static AddressEcho anywhere(int count) {
        return new AddressEcho(count, false);
    }

    /** Leads a gateway in this process from the endpoints of worlds to the backends. */
    Dialer dialer() {
        return wanted -> {
            ServerSocket server = servers.get(wanted.host());
            return server == null
                    ? wanted
                    : new Dialer.Place(server.getInetAddress().getHostAddress(), server.getLocalPort());
        };
    }

    private static void serve(ServerSocket server, String address) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket, address));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void answer(Socket socket, String address) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder head = new StringBuilder();
            StringBuilder wanted = new StringBuilder();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                head.append(line).append('\n');
                if (line.toLowerCase(Locale.ROOT).startsWith(WANTED)) {
                    wanted.append(line.substring(WANTED.length()).strip()).append("\r\n");
                }
                if (line.isEmpty()) {
                    String body = address + "\n" + head;
                    String answer = "HTTP/1.1 200 OK\r\n" + wanted + "Content-Length: " + body.length() + "\r\n\r\n";
                    head.setLength(0);
                    wanted.setLength(0);
                    socket.getOutputStream().write((answer + body).getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            // the client left; the next connection is served all the same
        }
    }

    @Override
    public void close() {
        servers.values().forEach(s -> {
            try {
                s.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
