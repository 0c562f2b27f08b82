package io.kongruent.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An object kept as trees that has a status too. */
public abstract class JudgedObject extends TreeObject {

    private static final long serialVersionUID = 1L;

    private ObjectNode status = JsonNodeFactory.instance.objectNode();

    JudgedObject(String apiVersion, String kind) {
        super(apiVersion, kind);
    }

    /** Never to be changed: shared with caches. Empty where there is none. */
    @JsonProperty("status")
    public ObjectNode getStatus() {
        return status;
    }

    @JsonProperty("status")
    public void setStatus(@Nullable ObjectNode status) {
        this.status = status == null ? JsonNodeFactory.instance.objectNode() : status;
    }

    /** The same object with another status. @param blank makes one of its class */
    public static <T extends JudgedObject> T withStatus(T current, ObjectNode status, Supplier<T> blank) {
        T next = blank.get();
        next.setMetadata(new ObjectMetaBuilder(current.getMetadata()).build());
        next.setSpec(current.getSpec());
        next.setStatus(status);
        return next;
    }
}
