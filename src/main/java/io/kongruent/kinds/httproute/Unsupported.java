package io.kongruent.kinds.httproute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRetry;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.SessionPersistence;
import io.kongruent.graph.Finding;
import io.kongruent.kinds.NewerFields;
import io.kongruent.kinds.Place;
import io.kongruent.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the Gateway API knows and no data plane of ours can do yet, one method each. It is refused, not skipped: what the rest of the rule does without it
 * isn't what was asked for. Serving one of them means to lower it where its method is called, and to delete the method.
 */
final class Unsupported {

    private Unsupported() {}

    /** {@code requestMirror}: copies of requests to a second backend. */
    static void requestMirror(Place place, String field) {
        refuse(place, field, "mirroring requests isn't supported yet; remove the RequestMirror filter");
    }

    /** {@code cors}: answers to preflight requests and the headers of cross-origin ones. */
    static void cors(Place place, String field) {
        refuse(place, field, "cross-origin rules aren't supported yet; remove the CORS filter");
    }

    /** {@code externalAuth} (experimental): asking another service first. "This filter MUST fail closed." */
    static void externalAuth(Place place, String field) {
        refuse(
                place,
                field,
                "asking an external authorization service isn't supported yet; remove the ExternalAuth filter");
    }

    /** {@code retry} (experimental, standard from v1.7 on). */
    static Optional<Finding> retry(@Nullable HTTPRouteRetry retry) {
        return retry == null
                ? Optional.empty()
                : Optional.of(rule("retry", "retries of requests aren't supported yet; remove the field"));
    }

    /** {@code sessionPersistence} (experimental). */
    static Optional<Finding> sessionPersistence(@Nullable SessionPersistence session) {
        return session == null
                ? Optional.empty()
                : Optional.of(rule(
                        "sessionPersistence", "keeping clients on one backend isn't supported yet; remove the field"));
    }

    /** {@code timeouts.request}: a limit for the whole exchange. */
    static Finding requestTimeout() {
        return rule(
                "timeouts.request",
                "a limit for the whole exchange isn't supported yet; remove the field or use timeouts.backendRequest");
    }

    /** Fields of a rule that this version has never heard of. */
    static List<Finding> newer(@Nullable Map<String, Object> fields) {
        List<Finding> findings = new ArrayList<>();
        NewerFields.refuse(fields, (field, message) -> findings.add(rule(field, message)));
        return findings;
    }

    private static Finding rule(String field, String message) {
        return Finding.answer500(Reason.UnsupportedValue, field, message);
    }

    private static void refuse(Place place, String field, String message) {
        place.refuse(Reason.UnsupportedValue, field, message);
    }
}
