package io.kongruent.kinds.xbackend;

import io.kongruent.kinds.StatusWriter;
import io.kongruent.kinds.TreeAncestors;
import io.kongruent.snapshot.JudgedObject;
import io.kongruent.snapshot.XBackend;
import io.kongruent.verdict.Verdicts.OfPolicy;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.Instant;
import java.util.Optional;

/** The status of XBackends: one entry for each Gateway of ours. */
public final class XBackendStatusWriter implements StatusWriter<XBackend> {

    /** "A maximum of 32 ancestors will be represented in this list." */
    private static final int MOST = 32;

    private static final TreeAncestors V1_6 = new TreeAncestors("parents", "parentRef", MOST);
    private static final TreeAncestors V1_7 = new TreeAncestors("ancestors", "ancestorRef", MOST);

    @Override
    public Optional<XBackend> withStatus(XBackend current, Verdict verdict, String controllerName, Instant now) {
        if (!(verdict instanceof OfPolicy of)) {
            throw new IllegalArgumentException(
                    "no verdict on a backend: " + verdict.meta().ref());
        }
        return shape(current)
                .with(current.getStatus(), of, controllerName, now)
                .map(status -> JudgedObject.withStatus(current, status, XBackend::new));
    }

    @Override
    public Optional<XBackend> withoutStatus(XBackend current, String controllerName) {
        return shape(current)
                .without(current.getStatus(), controllerName)
                .map(status -> JudgedObject.withStatus(current, status, XBackend::new));
    }

    /** Both versions of the Gateway API serve {@code v1alpha1} and drop each other's fields: the port that was kept tells which. */
    private static TreeAncestors shape(XBackend backend) {
        return backend.getSpec().at("/port/port").isInt() ? V1_6 : V1_7;
    }
}
