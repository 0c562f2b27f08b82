package io.kongruent.property;

import io.kongruent.behaviour.WireText;
import io.kongruent.keys.TrustAnyone;
import io.kongruent.oracle.Request;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Sends a request byte for byte, as no well-behaved client library would, and reads the answer. */
final class Wire {

    /** An answer; header names in lower case, one character per byte. */
    record Reply(
            int status, List<Map.Entry<String, String>> headers, String body, Optional<X509Certificate> certificate) {

        /** The values of a header in order. */
        List<String> values(String name) {
            return Wire.values(headers, name);
        }
    }

    private Wire() {}

    /** One request on a plain connection of its own to the loopback port. */
    static Reply send(int port, Request request) throws IOException {
        try (Socket socket = connected(new Socket(), port)) {
            return exchange(socket, request, Optional.empty());
        }
    }

    /**
     * One request on a TLS connection of its own, whatever the certificate.
     *
     * @throws javax.net.ssl.SSLException when the handshake is refused
     */
    static Reply send(int port, Optional<String> sni, Request request) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) connected(TrustAnyone.context().getSocketFactory().createSocket(), port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(sni.map(name -> List.<SNIServerName>of(new SNIHostName(name)))
                    .orElse(List.of()));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return exchange(socket, request, Optional.of(shown));
        }
    }

    private static Socket connected(Socket socket, int port) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5_000);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static Reply exchange(Socket socket, Request request, Optional<X509Certificate> certificate)
            throws IOException {
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
        socket.getOutputStream().write(WireText.bytes(text.append("\r\n").toString()));
        socket.getOutputStream().flush();
        return read(new BufferedInputStream(socket.getInputStream()), certificate);
    }

    private static Reply read(InputStream in, Optional<X509Certificate> certificate) throws IOException {
        String statusLine = line(in);
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.add(Map.entry(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip()));
        }
        List<String> length = values(headers, "content-length");
        StringBuilder body = new StringBuilder();
        if (values(headers, "transfer-encoding").contains("chunked")) {
            for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
                body.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
                line(in);
            }
        } else {
            byte[] bytes = length.isEmpty() ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length.getFirst()));
            body.append(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return new Reply(Integer.parseInt(statusLine.split(" ")[1]), headers, body.toString(), certificate);
    }

    static List<String> values(List<Map.Entry<String, String>> headers, String name) {
        return headers.stream()
                .filter(h -> h.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
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
