package io.kongruent.oracle;

import java.util.SortedSet;

/** What must happen to a request. */
public sealed interface Answer {

    /** "When no rules matching a request have been successfully attached to the parent a request is coming from, a HTTP 404 status code MUST be returned." */
    record NotFound() implements Answer {}

    /** One of these, in proportion to their weights: {@code namespace/service:port}, or {@code 500} for the share of a backend that can't be had. */
    record Backends(SortedSet<String> any) implements Answer {}

    /** The handshake is refused: there is no listener for the server name, or none with a certificate. */
    record NoHandshake() implements Answer {}

    /**
     * 421: "If the current Listener (selected by SNI matching during ClientHello) does not match the Host: If another Listener does match the Host, the Gateway SHOULD
     * return a 421", and likewise "If another Listener has an exact match or more specific wildcard entry".
     */
    record Misdirected() implements Answer {}

    /** 12: what a gRPC client is told of a call that no rule is for. */
    record Unimplemented() implements Answer {}

    /** A redirect with that status. */
    record Redirect(int status) implements Answer {}
}
