package io.kongruent.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the data plane of a Gateway is to be like, where it is made for this Gateway.
 *
 * @param managed whether it is made, and kept, by us
 * @param labels for everything that is made
 * @param annotations for everything that is made
 * @param parameters those of the class with the Gateway's own over them, as a tree; never to be changed
 * @param addresses that the Gateway asks for
 * @param awaited ports of Kong on which its pods don't listen yet
 */
public record Infrastructure(
        boolean managed,
        Map<String, String> labels,
        Map<String, String> annotations,
        JsonNode parameters,
        List<LoweredGateway.RequestedAddress> addresses,
        Set<Integer> awaited) {

    /** That of a Gateway whose data plane people have set up. */
    public static final Infrastructure NONE =
            new Infrastructure(false, Map.of(), Map.of(), JsonNodeFactory.instance.objectNode(), List.of(), Set.of());

    public Infrastructure {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        addresses = List.copyOf(addresses);
        awaited = Set.copyOf(awaited);
    }

    /** Whether a listener's port is still to be opened. */
    public boolean awaits(OptionalInt listenPort) {
        return listenPort.isPresent() && awaited.contains(listenPort.getAsInt());
    }
}
