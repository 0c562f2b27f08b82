package io.kongruent.verdict;

import io.kongruent.graph.BackendTls;
import io.kongruent.graph.PolicyNode;
import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.push.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What policies' statuses say once Kong has had its say. */
final class Policies {

    private static final String COLLECTION = "ca_certificates";

    private Policies() {}

    /** An ancestor with what its data plane refused of the authorities; the same where it refused nothing. */
    static PolicyNode.Ancestor judge(PolicyNode policy, PolicyNode.Ancestor ancestor, DataPlaneVerdict dataPlane) {
        Set<Ref> sources =
                policy.authorities().stream().map(BackendTls.Authority::source).collect(Collectors.toSet());
        List<Outcome.Refused> refused = dataPlane.refused().stream()
                .filter(r -> r.collection().equals(COLLECTION)
                        && sources.contains(r.origin().object()))
                .toList();
        if (refused.isEmpty()) {
            return ancestor;
        }
        String told = refused.stream()
                .map(r -> "Kong refused a certificate of " + r.origin().object() + ": " + r.message())
                .distinct()
                .collect(Collectors.joining("; "));
        Map<Condition.Type, Condition> conditions = new LinkedHashMap<>();
        ancestor.conditions().forEach(c -> conditions.put(c.type(), c));
        conditions.put(
                Condition.Type.ResolvedRefs,
                Condition.no(Condition.Type.ResolvedRefs, Reason.InvalidCACertificateRef, told));
        if (refused.size() >= policy.authorities().size()) {
            conditions.computeIfPresent(
                    Condition.Type.Accepted,
                    (type, accepted) ->
                            accepted.isTrue() ? Condition.no(type, Reason.NoValidCACertificate, told) : accepted);
        }
        return new PolicyNode.Ancestor(ancestor.gateway(), List.copyOf(conditions.values()));
    }
}
