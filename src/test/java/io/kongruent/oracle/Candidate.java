package io.kongruent.oracle;

import java.time.Instant;

/**
 * A match that holds for a request.
 *
 * @param hostname the route's matching hostname as declared; empty when the route names none
 * @param route {@code namespace/name}
 */
record Candidate(
        String hostname,
        String pathType,
        int pathLength,
        boolean method,
        int headers,
        int queryParams,
        Instant created,
        String route,
        int rule,
        Answer answer) {}
