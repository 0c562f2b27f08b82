package io.kongruent.graph;

import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;

/** How it is said that a Secret or ConfigMap isn't there: it may be there and not meant for us. */
final class Absent {

    private Absent() {}

    /** @param content what it has to hold */
    static String say(Ref ref, Snapshot snapshot, String content) {
        return snapshot.selector().isEmpty()
                ? ref + " doesn't exist; create it with " + content
                : ref + " doesn't exist, or lacks the labels of kongruent.secrets.label-selector ("
                        + snapshot.selector() + "); label it, or create it with " + content + " and these labels";
    }
}
