package io.kongruent.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** How the data planes of Gateways are to be: the object of a {@code parametersRef}. Its spec is a tree, so that two of them can be laid over one another. */
@Group(GatewayParameters.GROUP)
@Version(GatewayParameters.VERSION)
@Kind("GatewayParameters")
@Plural("gatewayparameters")
@Singular("gatewayparameters")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonDeserialize(using = JsonDeserializer.None.class)
public final class GatewayParameters implements HasMetadata, Namespaced {

    /** The API group of this program's own kinds. */
    public static final String GROUP = "kongruent.io";

    static final String VERSION = "v1alpha1";

    private static final long serialVersionUID = 1L;

    private @Nullable String apiVersion = GROUP + "/" + VERSION;
    private @Nullable String kind = "GatewayParameters";
    private ObjectMeta metadata = new ObjectMeta();
    private ObjectNode spec = JsonNodeFactory.instance.objectNode();

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

    /** Never to be changed: shared with caches. */
    @JsonProperty("spec")
    public ObjectNode getSpec() {
        return spec;
    }

    @JsonProperty("spec")
    public void setSpec(@Nullable ObjectNode spec) {
        this.spec = spec == null ? JsonNodeFactory.instance.objectNode() : spec;
    }
}
