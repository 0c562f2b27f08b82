package io.kongruent.graph;

/** The family of a route kind: which rules it has and how Kong is told of them. */
public enum RouteFamily {
    HTTP,
    GRPC,
    TLS,
    TCP,
    UDP,
}
