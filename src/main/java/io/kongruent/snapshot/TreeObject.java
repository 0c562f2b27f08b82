package io.kongruent.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import org.jspecify.annotations.Nullable;

/** An object whose spec is kept as a tree: of a kind that changes its shape, or that there are no classes for. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonDeserialize(using = JsonDeserializer.None.class)
public abstract class TreeObject implements HasMetadata {

    private static final long serialVersionUID = 1L;

    private @Nullable String apiVersion;
    private @Nullable String kind;
    private ObjectMeta metadata = new ObjectMeta();
    private ObjectNode spec = JsonNodeFactory.instance.objectNode();

    TreeObject(String apiVersion, String kind) {
        this.apiVersion = apiVersion;
        this.kind = kind;
    }

    @Override
    public @Nullable String getApiVersion() {
        return apiVersion;
    }

    @Override
    public void setApiVersion(@Nullable String apiVersion) {
        this.apiVersion = apiVersion;
    }

    @Override
    public @Nullable String getKind() {
        return kind;
    }

    public void setKind(@Nullable String kind) {
        this.kind = kind;
    }

    @Override
    public ObjectMeta getMetadata() {
        return metadata;
    }

    @Override
    public void setMetadata(ObjectMeta metadata) {
        this.metadata = metadata;
    }

    /** Never to be changed: shared with caches. Empty where there is none. */
    @JsonProperty("spec")
    public ObjectNode getSpec() {
        return spec;
    }

    @JsonProperty("spec")
    public void setSpec(@Nullable ObjectNode spec) {
        this.spec = spec == null ? JsonNodeFactory.instance.objectNode() : spec;
    }
}
