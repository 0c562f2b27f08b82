package io.kongruent.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that asks a port of this machine for any host, as a browser would whose names all lead here. */
final class Visitor {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int LONGEST = 1_000;

    private Visitor() {}

    /**
     * An answer.
     *
     * @param headers by lower-case name, the last of several
     * @param certificate the subject of the certificate that was shown; empty without TLS
     */
    record Answer(int status, Map<String, String> headers, String body, String certificate) {

        /** The backend that answered; empty when the gateway did. */
        String backend() throws IOException {
            return body.startsWith("{") ? field("backend") : "";
        }

        /** A field of the backend's own account of the request. */
        String field(String name) throws IOException {
            return new ObjectMapper().readTree(body).path(name).asText();
        }
    }

    static Answer get(int port, boolean tls, String host, String path, List<String> headers) throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
                Socket socket = tls ? secured(plain, host, port) : plain) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
            headers.forEach(h -> request.append(h).append("\r\n"));
            socket.getOutputStream()
                    .write(request.append("Connection: close\r\n\r\n")
                            .toString()
                            .getBytes(StandardCharsets.UTF_8));
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return read(text, socket instanceof SSLSocket s ? subject(s) : "");
        }
    }

    /**
     * What came back over a connection on which something was said.
     *
     * @param text empty when the connection was closed without an answer
     * @param certificate the subject of the certificate that was shown; empty without TLS
     */
    record Echo(String text, String certificate) {}

    /** Says something over a connection that is no HTTP, by TLS when there is a server name. */
    static Echo say(int port, Optional<String> serverName, String text) throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (Socket socket = serverName.isPresent() ? secured(plain, serverName.get(), port) : plain) {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                byte[] back = new byte[LONGEST];
                int length = socket.getInputStream().read(back);
                return new Echo(
                        length < 0 ? "" : new String(back, 0, length, StandardCharsets.UTF_8),
                        socket instanceof SSLSocket s ? subject(s) : "");
            } catch (SSLException | SocketException closed) {
                return new Echo("", "");
            }
        }
    }

    /** Sends a datagram and waits for the one that comes back. */
    static String send(int port, String text) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
            DatagramPacket back = new DatagramPacket(new byte[LONGEST], LONGEST);
            socket.receive(back);
            return new String(back.getData(), 0, back.getLength(), StandardCharsets.UTF_8);
        }
    }

    private static Answer read(String text, String certificate) throws IOException {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer");
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, text.substring(end + 4), certificate);
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anyone()}, new SecureRandom());
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String subject(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    /** The demo shows which certificate is served; whom it should be trusted by is not its matter. */
    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
