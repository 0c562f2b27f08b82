package io.kongruent.graph;

import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;

/**
 * A Gateway as declared, defaults filled in.
 *
 * @param listenerSets namespaces whose ListenerSets are merged into it
 * @param parameters the object of {@code infrastructure.parametersRef}
 * @param backendClientCertificate the object of {@code tls.backend.clientCertificateRef}
 * @param problems what makes the whole Gateway unusable, as messages
 */
public record LoweredGateway(
        Meta meta,
        String className,
        List<LoweredListener> listeners,
        AllowedNamespaces listenerSets,
        List<RequestedAddress> addresses,
        Optional<Ref> parameters,
        Optional<Ref> backendClientCertificate,
        FrontendTls frontend,
        List<String> problems) {

    /** An address that the Gateway asks for; an empty value leaves the choice to us. */
    public record RequestedAddress(int index, String type, String value) {}

    public LoweredGateway {
        listeners = List.copyOf(listeners);
        addresses = List.copyOf(addresses);
        problems = List.copyOf(problems);
    }
}
