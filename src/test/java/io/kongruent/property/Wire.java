package io.kongruent.property;

import io.kongruent.oracle.Request;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends a request byte for byte, as no well-behaved client library would, and reads the answer. */
final class Wire {

    /** A status and a body. */
    record Reply(int status, String body) {}

    private Wire() {}

    /** One request on a connection of its own to the loopback port. */
    static Reply send(int port, Request request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
            socket.setSoTimeout(10_000);
            StringBuilder text = new StringBuilder()
                    .append(request.method())
                    .append(' ')
                    .append(request.path())
                    .append(request.query().map(q -> "?" + q).orElse(""))
                    .append(" HTTP/1.1\r\nHost: ")
                    .append(request.host())
                    .append("\r\nConnection: close\r\n");
            request.headers()
                    .forEach(h ->
                            text.append(h.name()).append(": ").append(h.value()).append("\r\n"));
            if (request.method().equals("POST")) {
                text.append("Content-Length: 0\r\n");
            }
            socket.getOutputStream().write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static Reply read(InputStream in) throws IOException {
        String statusLine = line(in);
        int length = -1;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).trim());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        String body;
        if (chunked) {
            StringBuilder all = new StringBuilder();
            for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
                all.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
                line(in);
            }
            body = all.toString();
        } else {
            body = new String(length < 0 ? in.readAllBytes() : in.readNBytes(length), StandardCharsets.UTF_8);
        }
        return new Reply(Integer.parseInt(statusLine.split(" ")[1]), body);
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(line(in).trim(), 16);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                out.write(c);
            }
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }
}
