package io.kongruent.embedded.router;

import java.util.Optional;

/** The fields of a connection. */
final class StreamFields implements RequestFields {
    private final StreamConnection connection;

    StreamFields(StreamConnection connection) {
        this.connection = connection;
    }

    @Override
    public FieldValue read(String field) {
        return switch (field) {
            case "net.protocol" ->
                FieldValue.of(connection.udp() ? "udp" : connection.sni().isPresent() ? "tls" : "tcp");
            case "tls.sni" -> FieldValue.of(connection.sni());
            case "net.src.ip" -> FieldValue.of(connection.clientAddress());
            case "net.src.port" -> FieldValue.of(connection.clientPort());
            case "net.dst.ip" -> FieldValue.of(connection.serverAddress());
            case "net.dst.port" -> FieldValue.of(connection.listenPort());
            default -> FieldValue.MISSING;
        };
    }

    @Override
    public Optional<FieldValue> cached(String field) {
        return Optional.empty();
    }
}
