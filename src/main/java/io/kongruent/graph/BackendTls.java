package io.kongruent.graph;

import io.kongruent.model.Ref;
import java.util.List;

/**
 * How TLS is spoken to a Service port: always verified.
 *
 * @param policy where it is declared
 * @param hostname the name that is asked for and verified, whatever the Host
 * @param system whether the data plane's own authorities are trusted; then there are no others
 * @param authorities who is trusted, one certificate each; never empty unless {@code system}
 */
public record BackendTls(Ref policy, String hostname, boolean system, List<Authority> authorities) {

    /** A certificate of an authority in PEM, and the object it was found in. */
    public record Authority(Ref source, String certificate) {}

    public BackendTls {
        authorities = List.copyOf(authorities);
    }
}
