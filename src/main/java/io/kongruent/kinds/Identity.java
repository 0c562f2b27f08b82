package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Who an object is. */
public final class Identity {

    private Identity() {}

    /** Name, uid, generation and age of an object of the Gateway API's own group; what is missing, as in files, is empty or 0. */
    public static Meta of(HasMetadata object, String kind) {
        return of(object, Ref.GATEWAY_API, kind);
    }

    /** Likewise of an object of any group. */
    public static Meta of(HasMetadata object, String group, String kind) {
        ObjectMeta meta = object.getMetadata();
        return new Meta(
                new Ref(group, kind, Declared.text(meta.getNamespace()), Declared.text(meta.getName())),
                Declared.text(meta.getUid()),
                meta.getGeneration() == null ? 0 : meta.getGeneration(),
                seconds(Declared.text(meta.getCreationTimestamp())));
    }

    private static long seconds(String timestamp) {
        if (timestamp.isEmpty()) {
            return 0;
        }
        try {
            return Instant.parse(timestamp).getEpochSecond();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
