package io.kongruent.graph;

import io.kongruent.model.Meta;
import java.util.List;
import java.util.Optional;

/**
 * An XBackend, lowered: a host outside of the cluster.
 *
 * @param hostname in lower case
 * @param port 0 where none is declared; then {@code problems} say so
 * @param tls how TLS is spoken to it; empty: not at all
 * @param problems what makes it unusable, judged by the one object alone
 */
public record LoweredBackend(
        Meta meta,
        String hostname,
        int port,
        Protocol protocol,
        Optional<LoweredBackendTls> tls,
        List<Refusal> problems) {

    /** What is spoken to it. */
    public enum Protocol {
        /** "the protocol determined by the route or listener configuration" */
        OF_THE_ROUTE,
        TCP,
        HTTP,
        /** HTTP, but never its second version. */
        HTTP11,
        HTTP2,
        WEBSOCKET,
    }

    public LoweredBackend {
        problems = List.copyOf(problems);
    }
}
