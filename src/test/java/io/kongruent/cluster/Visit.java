package io.kongruent.cluster;

import io.kongruent.keys.TrustAnyone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One request to a port of this machine, and its answer. */
record Visit(int status, String body) {

    private static final int MILLIS = 5_000;

    static Visit http(int port, String host, String path) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MILLIS);
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.isEmpty()
                    ? new Visit(0, "the connection was closed without an answer")
                    : new Visit(
                            Integer.parseInt(answer.substring(9, 12)),
                            answer.substring(answer.indexOf("\r\n\r\n") + 4));
        } catch (IOException e) {
            return new Visit(0, String.valueOf(e.getMessage()));
        }
    }

    /** The subject of the certificate that is shown for a name; why the handshake failed when it did. */
    static String certificate(int port, String host) {
        try (SSLSocket socket = (SSLSocket)
                TrustAnyone.context().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MILLIS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        } catch (IOException e) {
            return "no handshake: " + e.getMessage();
        }
    }
}
