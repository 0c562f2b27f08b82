package io.kongruent.kinds.xbackendtrafficpolicy;

import io.kongruent.graph.LoweredTrafficPolicy;
import io.kongruent.graph.Lowerer;
import io.kongruent.kinds.Fields;
import io.kongruent.kinds.Identity;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.XBackendTrafficPolicy;
import java.util.ArrayList;
import java.util.List;

/** XBackendTrafficPolicy to the backends that it is for. Whatever it asks for would take behaviour that the data plane doesn't have yet: here is where it would be read. */
public final class XBackendTrafficPolicyLowering implements Lowerer<XBackendTrafficPolicy, LoweredTrafficPolicy> {

    @Override
    public Class<XBackendTrafficPolicy> kind() {
        return XBackendTrafficPolicy.class;
    }

    @Override
    public LoweredTrafficPolicy lower(XBackendTrafficPolicy policy) {
        Meta meta = Identity.of(policy, Ref.GATEWAY_API_X, "XBackendTrafficPolicy");
        List<String> problems = new ArrayList<>();
        Fields spec = new Fields(policy.getSpec(), "", (field, message) -> problems.add(field + ": " + message))
                .only("targetRefs", "retryConstraint", "sessionPersistence");
        List<Ref> targets = spec.list("targetRefs").stream()
                .map(target -> target.only("group", "kind", "name"))
                .map(target -> new Ref(
                        target.text("group"), target.text("kind"), meta.ref().namespace(), target.text("name")))
                .distinct()
                .toList();
        if (spec.has("retryConstraint")) {
            spec.refuse(
                    "retryConstraint",
                    "retries aren't counted yet: requests are tried again twice, and only where a connection fails; remove the field");
        }
        if (spec.has("sessionPersistence")) {
            spec.refuse("sessionPersistence", "sessions aren't kept yet; remove the field");
        }
        return new LoweredTrafficPolicy(meta, targets, problems);
    }
}
