package io.kongruent.kinds.httproute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteTimeouts;
import io.kongruent.graph.Finding;
import io.kongruent.kinds.Durations;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code timeouts} of a rule. */
final class Timeouts {

    private Timeouts() {}

    /** The limit for one request to a backend; zero lifts every limit, empty leaves it to the data plane. */
    static Optional<Duration> lower(@Nullable HTTPRouteTimeouts timeouts, List<Finding> findings) {
        if (timeouts == null) {
            return Optional.empty();
        }
        // "Setting a timeout to the zero duration (e.g. "0s") SHOULD disable the timeout completely": there is nothing
        // to refuse then
        Optional<Duration> request = read(timeouts.getRequest(), "timeouts.request", findings);
        if (request.isPresent() && !request.get().isZero()) {
            findings.add(Unsupported.requestTimeout());
        }
        Unsupported.newer(timeouts.getAdditionalProperties()).stream()
                .map(f -> Finding.answer500(f.reason(), "timeouts." + f.field(), f.message()))
                .forEach(findings::add);
        return read(timeouts.getBackendRequest(), "timeouts.backendRequest", findings);
    }

    private static Optional<Duration> read(@Nullable String text, String field, List<Finding> findings) {
        if (Declared.maybe(text).isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> duration = Durations.parse(Declared.text(text));
        if (duration.isEmpty()) {
            findings.add(Finding.answer500(
                    Reason.UnsupportedValue,
                    field,
                    "\"" + text + "\" is no duration; write numbers with the units h, m, s or ms, such as 1m30s"));
        }
        return duration;
    }
}
