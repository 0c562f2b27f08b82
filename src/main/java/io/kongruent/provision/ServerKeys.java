package io.kongruent.provision;

import java.util.Map;

/**
 * What the Admin API of a Gateway's pods shows, and whom it believes: the data of a Secret, in Base64.
 *
 * @param data {@code tls.crt}, {@code tls.key} and {@code ca.crt}
 * @param fingerprint of all that Kong reads at its start; changes when the pods have to be made anew
 */
public record ServerKeys(Map<String, String> data, String fingerprint) {

    public ServerKeys {
        data = Map.copyOf(data);
    }

    @Override
    public String toString() {
        return "ServerKeys[" + fingerprint + "]";
    }
}
