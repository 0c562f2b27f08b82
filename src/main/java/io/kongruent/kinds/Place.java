package io.kongruent.kinds;

import io.kongruent.graph.Finding;
import io.kongruent.model.Reason;
import java.util.List;

/** Where filters stand: on a rule, or on one of its backends. It decides what a filter that can't be had costs. */
public sealed interface Place {

    /** Refuses what {@code field} (below the list of filters) declares. */
    void refuse(Reason reason, String field, String message);

    static Place ofRule(List<Finding> findings) {
        return new OfRule(findings);
    }

    static Place ofBackend(int backend, List<Finding> findings) {
        return new OfBackend(backend, findings);
    }

    /** The whole rule answers 500. */
    record OfRule(List<Finding> findings) implements Place {
        @Override
        public void refuse(Reason reason, String field, String message) {
            findings.add(Finding.answer500(reason, field, message));
        }
    }

    /** The backend's share answers 500. */
    record OfBackend(int backend, List<Finding> findings) implements Place {
        @Override
        public void refuse(Reason reason, String field, String message) {
            findings.add(Finding.refusedBackend(backend, reason, "backendRefs[" + backend + "]." + field, message));
        }
    }
}
