package io.kongruent.keys;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** What somebody shows to say who they are: a certificate with its issuers, and its key. */
public record Identity(List<X509Certificate> chain, PrivateKey key) {

    public Identity {
        chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
        return "Identity[" + chain.size() + " certificates]";
    }
}
