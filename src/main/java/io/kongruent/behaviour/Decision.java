package io.kongruent.behaviour;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What becomes of one request under the spec of its rule. */
public sealed interface Decision {

    /** The drawn backend: its index in {@link RuleSpec#backends()}; empty when nothing was drawn. */
    OptionalInt backend();

    /**
     * The gateway answers itself.
     *
     * @param headers the complete headers of the answer, response edits included; {@code Content-Length} is the server's
     * @param body the body as text; empty for none
     */
    record Respond(int status, List<HeaderField> headers, Optional<String> body, OptionalInt backend)
            implements Decision {
        public Respond {
            headers = List.copyOf(headers);
        }
    }

    /**
     * The request goes to a backend.
     *
     * @param upstream the name of the upstream to go to; empty for the one of the route's service
     * @param headers the complete request headers after the edits, without Host
     * @param path the path to send: percent-encoded, without the query, which always stays as it was
     * @param host the Host to send in place of the client's
     * @param backendRequest how long the backend may take; zero: no limit; empty: the service's own limits.
     *     When present a failed request is not tried again
     */
    record Forward(
            Optional<String> upstream,
            List<HeaderField> headers,
            String path,
            Optional<String> host,
            Optional<Duration> backendRequest,
            OptionalInt backend)
            implements Decision {
        public Forward {
            headers = List.copyOf(headers);
        }
    }
}
