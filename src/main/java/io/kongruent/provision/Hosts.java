package io.kongruent.provision;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The DNS names of a certificate. */
final class Hosts {

    private static final Integer DNS = 2;

    private Hosts() {}

    static Set<String> of(X509Certificate certificate) {
        Set<String> hosts = new HashSet<>();
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names != null) {
                names.stream()
                        .filter(name -> DNS.equals(name.get(0)))
                        .forEach(name -> hosts.add(String.valueOf(name.get(1))));
            }
        } catch (CertificateParsingException e) {
            return Set.of();
        }
        return hosts;
    }
}
