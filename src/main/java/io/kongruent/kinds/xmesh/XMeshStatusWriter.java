package io.kongruent.kinds.xmesh;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.kinds.StatusWriter;
import io.kongruent.kinds.TreeConditions;
import io.kongruent.snapshot.JudgedObject;
import io.kongruent.snapshot.XMesh;
import io.kongruent.verdict.Verdicts.OfClass;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.Instant;
import java.util.Optional;

/** The status of XMeshes. Features are listed once a test shows them: none so far, so a list that is there goes. */
public final class XMeshStatusWriter implements StatusWriter<XMesh> {

    @Override
    public Optional<XMesh> withStatus(XMesh current, Verdict verdict, String controllerName, Instant now) {
        if (!(verdict instanceof OfClass decided)) {
            throw new IllegalArgumentException(
                    "no verdict on a mesh: " + verdict.meta().ref());
        }
        ObjectNode status = current.getStatus().deepCopy();
        TreeConditions.merge(status, decided.conditions(), decided.meta().generation(), now);
        if (!status.path("supportedFeatures").isEmpty()) {
            status.putArray("supportedFeatures");
        }
        if (status.equals(current.getStatus())) {
            return Optional.empty();
        }
        return Optional.of(JudgedObject.withStatus(current, status, XMesh::new));
    }

    /** A mesh names its one controller for ever; another's is never touched. */
    @Override
    public Optional<XMesh> withoutStatus(XMesh current, String controllerName) {
        return Optional.empty();
    }
}
