package io.kongruent.kinds.gateway;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.FrontendTLSConfig;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.FrontendTLSValidation;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayInfrastructure;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewaySpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewaySpecAddress;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayTLSConfig;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.LocalParametersReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ObjectReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.SecretObjectReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSConfig;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSPortConfig;
import io.kongruent.graph.FrontendTls;
import io.kongruent.graph.LoweredGateway;
import io.kongruent.graph.LoweredListener;
import io.kongruent.graph.Lowerer;
import io.kongruent.kinds.Identity;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gateway: its listeners, the addresses it asks for and its TLS settings. */
public final class GatewayLowering implements Lowerer<Gateway, LoweredGateway> {

    @Override
    public Class<Gateway> kind() {
        return Gateway.class;
    }

    @Override
    public LoweredGateway lower(Gateway gateway) {
        Meta meta = Identity.of(gateway, "Gateway");
        GatewaySpec spec = gateway.getSpec() == null ? new GatewaySpec() : gateway.getSpec();
        String namespace = meta.ref().namespace();
        List<String> problems = new ArrayList<>();
        List<LoweredListener> listeners = listeners(spec, namespace, problems);
        if (listeners.isEmpty()) {
            problems.add("the Gateway has no listeners; write at least one");
        }
        GatewayTLSConfig tls = spec.getTls();
        return new LoweredGateway(
                meta,
                Declared.text(spec.getGatewayClassName()),
                listeners,
                addresses(spec),
                parameters(spec.getInfrastructure(), namespace),
                tls == null || tls.getBackend() == null
                        ? Optional.empty()
                        : clientCertificate(tls.getBackend().getClientCertificateRef(), namespace),
                tls == null ? FrontendTls.NONE : frontend(tls.getFrontend(), namespace),
                problems);
    }

    private static List<LoweredListener> listeners(GatewaySpec spec, String namespace, List<String> problems) {
        List<LoweredListener> listeners = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<@Nullable Listener> declared = Declared.list(spec.getListeners());
        for (int i = 0; i < declared.size(); i++) {
            Listener listener = declared.get(i);
            String name = listener == null ? "" : Declared.text(listener.getName());
            if (name.isEmpty()) {
                problems.add("listeners[" + i + "] has no name; write one");
            } else if (!names.add(name)) {
                problems.add("listeners[" + i + "] repeats the name " + name + "; give it another");
            } else if (listener != null) {
                listeners.add(Listeners.lower(i, listener, namespace));
            }
        }
        return listeners;
    }

    private static List<LoweredGateway.RequestedAddress> addresses(GatewaySpec spec) {
        List<LoweredGateway.RequestedAddress> addresses = new ArrayList<>();
        List<@Nullable GatewaySpecAddress> declared = Declared.list(spec.getAddresses());
        for (int i = 0; i < declared.size(); i++) {
            GatewaySpecAddress address = declared.get(i);
            if (address != null) {
                addresses.add(new LoweredGateway.RequestedAddress(
                        i, Declared.text(address.getType(), "IPAddress"), Declared.text(address.getValue())));
            }
        }
        return addresses;
    }

    private static Optional<Ref> parameters(@Nullable GatewayInfrastructure infrastructure, String namespace) {
        LocalParametersReference ref = infrastructure == null ? null : infrastructure.getParametersRef();
        return ref == null
                ? Optional.empty()
                : Optional.of(new Ref(
                        Declared.text(ref.getGroup()),
                        Declared.text(ref.getKind()),
                        namespace,
                        Declared.text(ref.getName())));
    }

    private static Optional<Ref> clientCertificate(@Nullable SecretObjectReference ref, String namespace) {
        return ref == null ? Optional.empty() : Optional.of(Listeners.secret(ref, namespace));
    }

    private static FrontendTls frontend(@Nullable FrontendTLSConfig frontend, String namespace) {
        if (frontend == null) {
            return FrontendTls.NONE;
        }
        Map<Integer, Optional<FrontendTls.Validation>> perPort = new HashMap<>();
        List<@Nullable TLSPortConfig> declared = Declared.list(frontend.getPerPort());
        for (int i = 0; i < declared.size(); i++) {
            TLSPortConfig port = declared.get(i);
            if (port != null && port.getPort() != null) {
                perPort.putIfAbsent(
                        port.getPort(),
                        validation("tls.frontend.perPort[" + i + "].tls.validation", port.getTls(), namespace));
            }
        }
        return new FrontendTls(
                validation("tls.frontend.default.validation", frontend.getDefault(), namespace), perPort);
    }

    private static Optional<FrontendTls.Validation> validation(
            String field, @Nullable TLSConfig tls, String namespace) {
        FrontendTLSValidation validation = tls == null ? null : tls.getValidation();
        if (validation == null) {
            return Optional.empty();
        }
        List<Ref> authorities = new ArrayList<>();
        for (@Nullable ObjectReference ref : Declared.list(validation.getCaCertificateRefs())) {
            ObjectReference r = ref == null ? new ObjectReference() : ref;
            authorities.add(new Ref(
                    Declared.text(r.getGroup()),
                    Declared.text(r.getKind()),
                    Declared.text(r.getNamespace(), namespace),
                    Declared.text(r.getName())));
        }
        return Optional.of(new FrontendTls.Validation(
                field, authorities, Declared.text(validation.getMode()).equals("AllowInsecureFallback")));
    }
}
