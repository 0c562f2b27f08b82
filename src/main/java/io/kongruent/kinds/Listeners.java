package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.AllowedRoutes;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerTLSConfig;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteGroupKind;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteNamespaces;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.SecretObjectReference;
import io.kongruent.graph.AllowedNamespaces;
import io.kongruent.graph.ListenerNode.RouteKind;
import io.kongruent.graph.LoweredListener;
import io.kongruent.graph.Refusal;
import io.kongruent.model.Declared;
import io.kongruent.model.Hostname;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code listeners} of a Gateway or a ListenerSet. */
public final class Listeners {

    private final List<String> problems = new ArrayList<>();

    private Listeners() {}

    /**
     * The listeners in declared order.
     *
     * @param namespace of the object that declares them
     * @param problems gets what keeps a listener from being one at all: without a name of its own nobody can refer to it
     */
    public static List<LoweredListener> lower(
            @Nullable List<? extends @Nullable Listener> declared, String namespace, List<String> problems) {
        List<LoweredListener> listeners = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<@Nullable Listener> list = Declared.list(declared);
        for (int i = 0; i < list.size(); i++) {
            Listener listener = list.get(i);
            String name = listener == null ? "" : Declared.text(listener.getName());
            if (name.isEmpty()) {
                problems.add("listeners[" + i + "] has no name; write one");
            } else if (!names.add(name)) {
                problems.add("listeners[" + i + "] repeats the name " + name + "; give it another");
            } else if (listener != null) {
                listeners.add(new Listeners().read(i, listener, namespace));
            }
        }
        return listeners;
    }

    /** A reference to a Secret, defaults filled in. */
    public static Ref secret(@Nullable SecretObjectReference ref, String namespace) {
        SecretObjectReference r = ref == null ? new SecretObjectReference() : ref;
        return new Ref(
                Declared.text(r.getGroup()),
                Declared.text(r.getKind(), "Secret"),
                Declared.text(r.getNamespace(), namespace),
                Declared.text(r.getName()));
    }

    private LoweredListener read(int index, Listener listener, String namespace) {
        int port = listener.getPort() == null ? 0 : listener.getPort();
        if (port < 1 || port > 65535) {
            problems.add("port: " + port + " is no port; use 1 to 65535");
        }
        String protocol = Declared.text(listener.getProtocol());
        String hostname = Declared.text(listener.getHostname()).toLowerCase(Locale.ROOT);
        if (!hostname.isEmpty() && !Syntax.isHostname(hostname)) {
            problems.add("hostname: \"" + hostname
                    + "\" is no hostname; write labels of letters, digits and dashes, perhaps after \"*.\"");
            hostname = "";
        }
        AllowedRoutes allowed = listener.getAllowedRoutes() == null ? new AllowedRoutes() : listener.getAllowedRoutes();
        Optional<LoweredListener.Tls> tls = tls(listener.getTls(), protocol, namespace);
        AllowedNamespaces namespaces = namespaces(allowed.getNamespaces());
        unknown("", listener.getAdditionalProperties());
        unknown("allowedRoutes.", allowed.getAdditionalProperties());
        return new LoweredListener(
                index,
                Declared.text(listener.getName()),
                port,
                protocol,
                Hostname.of(hostname),
                tls,
                kinds(allowed.getKinds()),
                namespaces,
                problems.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Refusal(Reason.UnsupportedValue, String.join("; ", problems))));
    }

    private Optional<LoweredListener.Tls> tls(@Nullable ListenerTLSConfig tls, String protocol, String namespace) {
        if (tls == null) {
            return Optional.empty();
        }
        String mode = Declared.text(tls.getMode(), "Terminate");
        switch (protocol) {
            case "HTTP", "TCP", "UDP" ->
                problems.add("tls: a listener of the protocol " + protocol + " has no TLS; remove the field");
            case "HTTPS" -> {
                if (!mode.equals("Terminate")) {
                    problems.add("tls.mode: \"" + mode + "\" can't be used with HTTPS; use Terminate");
                }
            }
            default -> {}
        }
        Declared.map(tls.getOptions()).keySet().stream()
                .sorted()
                .forEach(option -> problems.add("tls.options: the option " + option + " isn't known here; remove it"));
        unknown("tls.", tls.getAdditionalProperties());
        List<Ref> certificates = new ArrayList<>();
        for (@Nullable SecretObjectReference ref : Declared.list(tls.getCertificateRefs())) {
            certificates.add(secret(ref, namespace));
        }
        return Optional.of(new LoweredListener.Tls(mode, certificates));
    }

    private static List<RouteKind> kinds(@Nullable List<RouteGroupKind> declared) {
        List<RouteKind> kinds = new ArrayList<>();
        for (@Nullable RouteGroupKind kind : Declared.list(declared)) {
            if (kind == null) {
                kinds.add(new RouteKind("", ""));
            } else {
                kinds.add(new RouteKind(
                        kind.getGroup() == null ? Ref.GATEWAY_API : kind.getGroup(), Declared.text(kind.getKind())));
            }
        }
        return kinds;
    }

    private AllowedNamespaces namespaces(@Nullable RouteNamespaces namespaces) {
        RouteNamespaces declared = namespaces == null ? new RouteNamespaces() : namespaces;
        return NamespaceSelection.ROUTES.lower(declared.getFrom(), declared.getSelector(), problems);
    }

    /** What a newer version of the API added may narrow what the listener takes. */
    private void unknown(String place, @Nullable Map<String, Object> fields) {
        NewerFields.refuse(fields, place, problems);
    }
}
