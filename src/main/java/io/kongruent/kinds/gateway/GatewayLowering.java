package io.kongruent.kinds.gateway;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.AllowedListeners;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.FrontendTLSConfig;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.FrontendTLSValidation;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayInfrastructure;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewaySpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewaySpecAddress;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayTLSConfig;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerNamespaces;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.LocalParametersReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ObjectReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.SecretObjectReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSConfig;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSPortConfig;
import io.kongruent.graph.AllowedNamespaces;
import io.kongruent.graph.FrontendTls;
import io.kongruent.graph.LoweredGateway;
import io.kongruent.graph.LoweredListener;
import io.kongruent.graph.Lowerer;
import io.kongruent.kinds.Identity;
import io.kongruent.kinds.Listeners;
import io.kongruent.kinds.NamespaceSelection;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        List<LoweredListener> listeners = Listeners.lower(spec.getListeners(), namespace, problems);
        if (listeners.isEmpty()) {
            problems.add("the Gateway has no listeners; write at least one");
        }
        GatewayTLSConfig tls = spec.getTls();
        return new LoweredGateway(
                meta,
                Declared.text(spec.getGatewayClassName()),
                listeners,
                listenerSets(spec.getAllowedListeners()),
                "All".equals(spec.getDefaultScope()),
                addresses(spec),
                parameters(spec.getInfrastructure(), namespace),
                labels(spec.getInfrastructure()),
                tls == null || tls.getBackend() == null
                        ? Optional.empty()
                        : clientCertificate(tls.getBackend().getClientCertificateRef(), namespace),
                tls == null ? FrontendTls.NONE : frontend(tls.getFrontend(), namespace),
                problems);
    }

    /** "The default value is to allow no ListenerSets." What can't be understood allows none either, and they are told; the Gateway itself lives on. */
    private static AllowedNamespaces listenerSets(@Nullable AllowedListeners allowed) {
        ListenerNamespaces namespaces = allowed == null ? null : allowed.getNamespaces();
        return namespaces == null
                ? new AllowedNamespaces.None()
                : NamespaceSelection.LISTENERS.lower(namespaces.getFrom(), namespaces.getSelector(), new ArrayList<>());
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

    private static LoweredGateway.Labels labels(@Nullable GatewayInfrastructure infrastructure) {
        return infrastructure == null
                ? new LoweredGateway.Labels(Map.of(), Map.of())
                : new LoweredGateway.Labels(
                        Declared.map(infrastructure.getLabels()), Declared.map(infrastructure.getAnnotations()));
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
