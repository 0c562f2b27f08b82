package io.kongruent.kinds.xbackendtrafficpolicy;

import io.kongruent.kinds.StatusWriter;
import io.kongruent.kinds.TreeAncestors;
import io.kongruent.snapshot.JudgedObject;
import io.kongruent.snapshot.XBackendTrafficPolicy;
import io.kongruent.verdict.Verdicts.OfPolicy;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.Instant;
import java.util.Optional;

/** The status of XBackendTrafficPolicies: one entry for each Gateway of ours. */
public final class XBackendTrafficPolicyStatusWriter implements StatusWriter<XBackendTrafficPolicy> {

    /** "A maximum of 16 ancestors will be represented in this list." */
    private static final TreeAncestors ANCESTORS = new TreeAncestors("ancestors", "ancestorRef", 16);

    @Override
    public Optional<XBackendTrafficPolicy> withStatus(
            XBackendTrafficPolicy current, Verdict verdict, String controllerName, Instant now) {
        if (!(verdict instanceof OfPolicy policy)) {
            throw new IllegalArgumentException(
                    "no verdict on a policy: " + verdict.meta().ref());
        }
        return ANCESTORS
                .with(current.getStatus(), policy, controllerName, now)
                .map(status -> JudgedObject.withStatus(current, status, XBackendTrafficPolicy::new));
    }

    @Override
    public Optional<XBackendTrafficPolicy> withoutStatus(XBackendTrafficPolicy current, String controllerName) {
        return ANCESTORS
                .without(current.getStatus(), controllerName)
                .map(status -> JudgedObject.withStatus(current, status, XBackendTrafficPolicy::new));
    }
}
