package io.kongruent.push;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where an Admin API is and how to get in.
 *
 * @param url its base
 * @param token sent as {@code Kong-Admin-Token}; a secret
 * @param headers sent with every request; secrets, maybe
 * @param tls the name of a TLS configuration of Quarkus ({@code quarkus.tls.<name>.…}): whom to trust, and a client certificate
 */
public record AdminEndpoint(URI url, Optional<String> token, Map<String, String> headers, Optional<String> tls) {

    public AdminEndpoint {
        headers = Map.copyOf(headers);
    }

    /** An Admin API that asks for nothing. */
    public static AdminEndpoint at(URI url) {
        return new AdminEndpoint(url, Optional.empty(), Map.of(), Optional.empty());
    }

    @Override
    public String toString() {
        return "AdminEndpoint[" + url + "]";
    }
}
