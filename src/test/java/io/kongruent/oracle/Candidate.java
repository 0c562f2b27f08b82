package io.kongruent.oracle;

import java.time.Instant;

/**
 * A match that holds for a request, or for a connection.
 *
 * @param hostname the route's matching hostname as declared; empty when the route names none
 * @param service of a call: how well the match knows its service
 * @param procedure likewise its method
 * @param route {@code namespace/name}
 */
record Candidate(
        String hostname,
        String pathType,
        int pathLength,
        int service,
        int procedure,
        boolean method,
        int headers,
        int queryParams,
        Instant created,
        String route,
        int rule,
        Answer answer) {}
