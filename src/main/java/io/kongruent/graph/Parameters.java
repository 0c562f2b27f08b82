package io.kongruent.graph;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.GatewayParameters;
import io.kongruent.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters that a Gateway and its class name, laid over one another: "any parameters specified by the Gateway's infrastructure.parametersRef override those
 * of the GatewayClass", field by field; a list counts as one field, and so does all that leads to Admin APIs.
 *
 * @param spec never to be changed
 * @param refusal why they can't be had
 */
public record Parameters(ObjectNode spec, Optional<Refusal> refusal) {

    private static final ObjectMapper TREES = new ObjectMapper();

    private static final String KIND = "GatewayParameters";

    /** What names an object next to the parameters; the namespace is that of the parameters. */
    private static final Set<String> LOCAL_REFERENCES =
            Set.of("adminService", "service", "caCertificateRef", "clientCertificateRef", "tokenRef", "secretRef");

    /**
     * Where Admin APIs are and how to get in: one thing. A Gateway that says where its Kongs are gets nothing of what its class shows to others, or it would only
     * have to name an address of its own to be sent the token.
     */
    private static final Set<String> ACCESS = Set.of("adminUrls", "adminService", "tls", "tokenRef", "headers");

    /** Those of a class alone. */
    static Parameters of(Snapshot snapshot, LoweredClass gatewayClass) {
        return gatewayClass
                .parameters()
                .map(ref -> read(snapshot, ref, "parametersRef"))
                .orElseGet(Parameters::none);
    }

    /** Those that a Gateway names, laid over these of its class. */
    Parameters under(Snapshot snapshot, Ref named) {
        Parameters own = read(snapshot, named, "infrastructure.parametersRef");
        if (refusal.isPresent() || own.refusal.isPresent()) {
            return own.refusal.isPresent() ? own : this;
        }
        ObjectNode merged = spec.deepCopy();
        if (own.spec.path("unmanaged").properties().stream().anyMatch(field -> ACCESS.contains(field.getKey()))
                && merged.path("unmanaged") instanceof ObjectNode classes) {
            classes.remove(ACCESS);
        }
        lay(own.spec, merged);
        return new Parameters(merged, Optional.empty()).checked();
    }

    static Parameters none() {
        return new Parameters(JsonNodeFactory.instance.objectNode(), Optional.empty());
    }

    /** Whether somebody else makes the data plane, and only tells where it is. */
    public boolean isUnmanaged() {
        return isUnmanaged(spec);
    }

    private static boolean isUnmanaged(JsonNode spec) {
        return spec.path("mode").asText().equals("Unmanaged");
    }

    /** What tells the addresses of a data plane that isn't made by us. */
    public static String placeOfAddresses(JsonNode spec, String dataPlane) {
        return isUnmanaged(spec)
                ? "unmanaged.addresses of its GatewayParameters"
                : "kongruent.data-planes." + dataPlane + ".addresses";
    }

    /** The Admin APIs of a data plane that somebody else makes, as they are named. */
    List<String> admins() {
        if (!isUnmanaged()) {
            return List.of();
        }
        List<String> admins = new ArrayList<>();
        spec.at("/unmanaged/adminUrls").forEach(url -> admins.add(admin(url.asText())));
        JsonNode service = spec.at("/unmanaged/adminService");
        if (service.isObject()) {
            admins.add("Service " + service.path("namespace").asText() + "/"
                    + service.path("name").asText() + " port "
                    + service.path("port").asText());
        }
        return admins;
    }

    /** The URL of an Admin API, as different spellings of it are compared. */
    public static String admin(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Whether these and other ones, both for Kongs that somebody else runs, say the same of them. */
    boolean meansSameKongs(Parameters other) {
        return spec.path("unmanaged").equals(other.spec.path("unmanaged"));
    }

    private static Parameters read(Snapshot snapshot, Ref ref, String field) {
        if (!ref.group().equals(GatewayParameters.GROUP) || !ref.kind().equals(KIND)) {
            return unread(field + ": " + ref.theKind()
                    + " can't hold parameters here; use " + KIND + " of " + GatewayParameters.GROUP
                    + ", or remove the field");
        }
        if (ref.namespace().isEmpty()) {
            return unread(field + ".namespace: missing; name the namespace of the " + KIND + " " + ref.name());
        }
        GatewayParameters found = snapshot.get(GatewayParameters.class, ref.namespace(), ref.name());
        if (found == null) {
            return unread(field + ": there is no " + ref + "; create it, or remove the field");
        }
        ObjectNode spec = found.getSpec().deepCopy();
        place(spec.path("unmanaged"), ref.namespace());
        return new Parameters(spec, Optional.empty());
    }

    private static Parameters unread(String message) {
        return none().refused(message);
    }

    /** The same, which can't be had. */
    Parameters refused(String why) {
        return new Parameters(spec, Optional.of(new Refusal(Reason.InvalidParameters, why)));
    }

    /** What is wrong with all of them together; what is wrong with one alone the API server has refused. */
    Parameters checked() {
        List<String> problems = new ArrayList<>();
        if (isUnmanaged()
                && spec.at("/unmanaged/adminUrls").isEmpty()
                && spec.at("/unmanaged/adminService").isEmpty()) {
            problems.add("mode is Unmanaged, and unmanaged says neither adminUrls nor adminService; add one");
        }
        JsonNode scaling = spec.path("autoscaling");
        if (scaling.path("minReplicas").asInt(1) > scaling.path("maxReplicas").asInt(Integer.MAX_VALUE)) {
            problems.add("autoscaling.minReplicas is more than maxReplicas");
        }
        fits("podTemplate", PodTemplateSpec.class, problems);
        fits("resources", ResourceRequirements.class, problems);
        for (JsonNode constraint : spec.path("topologySpreadConstraints")) {
            fits(constraint, "topologySpreadConstraints", TopologySpreadConstraint.class, problems);
        }
        return problems.isEmpty() ? this : refused("the parameters: " + String.join("; ", problems));
    }

    private void fits(String field, Class<?> type, List<String> problems) {
        fits(spec.path(field), field, type, problems);
    }

    /** What the definition lets through as it is has to be what it is said to be. */
    private static void fits(JsonNode value, String field, Class<?> type, List<String> problems) {
        if (value.isMissingNode()) {
            return;
        }
        try {
            TREES.convertValue(value, type);
        } catch (IllegalArgumentException e) {
            Throwable cause = e.getCause();
            String why = cause instanceof JsonMappingException mapping
                    ? mapping.getPath().stream()
                                    .map(step -> step.getFieldName() == null
                                            ? "[" + step.getIndex() + "]"
                                            : "." + step.getFieldName())
                                    .collect(Collectors.joining())
                            + " is of another type than in a pod"
                    : " is no " + type.getSimpleName();
            problems.add(field + why);
        }
    }

    private static void place(JsonNode tree, String namespace) {
        if (tree instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (LOCAL_REFERENCES.contains(field.getKey()) && field.getValue() instanceof ObjectNode reference) {
                    reference.put("namespace", namespace);
                }
                place(field.getValue(), namespace);
            });
        } else {
            tree.forEach(item -> place(item, namespace));
        }
    }

    private static void lay(ObjectNode over, ObjectNode base) {
        over.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode upper && base.get(field.getKey()) instanceof ObjectNode lower) {
                lay(upper, lower);
            } else {
                base.set(field.getKey(), field.getValue());
            }
        });
    }
}
