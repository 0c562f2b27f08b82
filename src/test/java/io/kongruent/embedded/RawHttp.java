package io.kongruent.embedded;

import io.kongruent.keys.TrustAnyone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** An HTTP/1 client that sends exactly what it is told, one connection per request. */
final class RawHttp {
    private RawHttp() {}

    /** An answer; header names in lower case. */
    record Answer(int status, List<Map.Entry<String, String>> headers, String body) {
        Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.getKey().equals(name))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
    }

    /** A plain connection. */
    static Socket plain(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** A TLS connection that trusts anyone; the server name goes out as it is written. */
    static SSLSocket tls(int port, Optional<String> sni) throws IOException {
        SSLSocket socket = (SSLSocket) TrustAnyone.context().getSocketFactory().createSocket();
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(20_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(sni.map(name -> List.<javax.net.ssl.SNIServerName>of(new SNIHostName(name)))
                .orElse(List.of()));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    static Answer send(
            Socket socket,
            String method,
            String path,
            String protocol,
            List<Map.Entry<String, String>> headers,
            String body)
            throws IOException {
        StringBuilder head = new StringBuilder();
        head.append(method)
                .append(' ')
                .append(path)
                .append(' ')
                .append(protocol)
                .append("\r\n");
        headers.forEach(header -> head.append(header.getKey())
                .append(": ")
                .append(header.getValue())
                .append("\r\n"));
        head.append("Connection: close\r\n");
        if (!body.isEmpty()) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        head.append("\r\n").append(body);
        OutputStream out = socket.getOutputStream();
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return read(socket.getInputStream().readAllBytes());
    }

    private static Answer read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n");
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.add(Map.entry(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip()));
        }
        Answer raw = new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
        boolean chunked =
                raw.header("transfer-encoding").filter("chunked"::equals).isPresent();
        return chunked ? new Answer(raw.status(), headers, unchunk(raw.body())) : raw;
    }

    private static String unchunk(String body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int line = body.indexOf("\r\n", at);
            int size = Integer.parseInt(body.substring(at, line), 16);
            if (size == 0) {
                return out.toString(StandardCharsets.ISO_8859_1);
            }
            out.writeBytes(body.substring(line + 2, line + 2 + size).getBytes(StandardCharsets.ISO_8859_1));
            at = line + 2 + size + 2;
        }
    }
}
