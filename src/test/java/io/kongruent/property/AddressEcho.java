package io.kongruent.property;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Backends on many loopback addresses; each answers with its own address. */
final class AddressEcho implements AutoCloseable {

    private final List<ServerSocket> servers = new ArrayList<>();

    AddressEcho(int port, int count) {
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket server = new ServerSocket(port, 50, InetAddress.getByName("127.0.1." + i));
                servers.add(server);
                Thread.ofVirtual().start(() -> serve(server));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    String body = socket.getLocalAddress().getHostAddress();
                    socket.getOutputStream()
                            .write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                                    .getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            // the client left; the next connection is served all the same
        }
    }

    @Override
    public void close() {
        servers.forEach(s -> {
            try {
                s.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
