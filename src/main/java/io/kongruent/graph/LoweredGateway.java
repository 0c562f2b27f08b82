package io.kongruent.graph;

import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Gateway as declared, defaults filled in.
 *
 * @param listenerSets namespaces whose ListenerSets are merged into it
 * @param isDefault whether routes that ask for default Gateways are its own ({@code defaultScope: All})
 * @param parameters the object of {@code infrastructure.parametersRef}
 * @param infrastructure what {@code infrastructure} says of everything that is made for the Gateway
 * @param backendClientCertificate the object of {@code tls.backend.clientCertificateRef}
 * @param problems what makes the whole Gateway unusable, as messages
 */
public record LoweredGateway(
        Meta meta,
        String className,
        List<LoweredListener> listeners,
        AllowedNamespaces listenerSets,
        boolean isDefault,
        List<RequestedAddress> addresses,
        Optional<Ref> parameters,
        Labels infrastructure,
        Optional<Ref> backendClientCertificate,
        FrontendTls frontend,
        List<String> problems) {

    /** An address that the Gateway asks for; an empty value leaves the choice to us. */
    public record RequestedAddress(int index, String type, String value) {}

    /** Labels and annotations. */
    public record Labels(Map<String, String> labels, Map<String, String> annotations) {
        public Labels {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }

    public LoweredGateway {
        listeners = List.copyOf(listeners);
        addresses = List.copyOf(addresses);
        problems = List.copyOf(problems);
    }
}
