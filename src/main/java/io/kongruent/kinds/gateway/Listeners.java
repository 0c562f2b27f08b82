package io.kongruent.kinds.gateway;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.AllowedRoutes;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerTLSConfig;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteGroupKind;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteNamespaces;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.SecretObjectReference;
import io.kongruent.graph.AllowedNamespaces;
import io.kongruent.graph.AllowedNamespaces.Requirement;
import io.kongruent.graph.ListenerNode.RouteKind;
import io.kongruent.graph.LoweredListener;
import io.kongruent.graph.Refusal;
import io.kongruent.kinds.NewerFields;
import io.kongruent.kinds.Syntax;
import io.kongruent.model.Declared;
import io.kongruent.model.Hostname;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code listeners} of a Gateway. */
final class Listeners {

    private final List<String> problems = new ArrayList<>();

    private Listeners() {}

    static LoweredListener lower(int index, Listener listener, String namespace) {
        return new Listeners().read(index, listener, namespace);
    }

    /** A reference to a Secret, defaults filled in. */
    static Ref secret(@Nullable SecretObjectReference ref, String namespace) {
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
        String from = namespaces == null ? "Same" : Declared.text(namespaces.getFrom(), "Same");
        return switch (from) {
            case "All" -> new AllowedNamespaces.All();
            case "Same" -> new AllowedNamespaces.Same();
            case "Selector" -> selected(namespaces == null ? null : namespaces.getSelector());
            default -> {
                problems.add(
                        "allowedRoutes.namespaces.from: \"" + from + "\" isn't known here; use All, Same or Selector");
                yield new AllowedNamespaces.None();
            }
        };
    }

    /** Kubernetes' label selectors: an empty one selects everything. */
    private AllowedNamespaces selected(@Nullable LabelSelector selector) {
        String field = "allowedRoutes.namespaces.selector";
        if (selector == null) {
            problems.add(field + ": the selector is missing; write one or use from: Same or All");
            return new AllowedNamespaces.None();
        }
        List<Requirement> requirements = new ArrayList<>();
        Declared.map(selector.getMatchLabels()).entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(label -> requirements.add(new Requirement(
                        label.getKey(), Requirement.Operator.In, List.of(Declared.text(label.getValue())))));
        List<@Nullable LabelSelectorRequirement> expressions = Declared.list(selector.getMatchExpressions());
        for (int i = 0; i < expressions.size(); i++) {
            LabelSelectorRequirement expression = expressions.get(i);
            Optional<Requirement> requirement = expression == null ? Optional.empty() : requirement(expression);
            if (requirement.isEmpty()) {
                problems.add(
                        field + ".matchExpressions[" + i
                                + "]: the expression can't be understood; use In or NotIn with values, Exists or DoesNotExist without");
                return new AllowedNamespaces.None();
            }
            requirements.add(requirement.get());
        }
        return new AllowedNamespaces.Selected(requirements);
    }

    private static Optional<Requirement> requirement(LabelSelectorRequirement expression) {
        String key = Declared.text(expression.getKey());
        List<String> values = Declared.list(expression.getValues()).stream()
                .map(Declared::text)
                .toList();
        for (Requirement.Operator operator : Requirement.Operator.values()) {
            if (operator.name().equals(expression.getOperator())) {
                boolean fits = switch (operator) {
                    case In, NotIn -> !values.isEmpty();
                    case Exists, DoesNotExist -> values.isEmpty();
                };
                return fits && !key.isEmpty() ? Optional.of(new Requirement(key, operator, values)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** What a newer version of the API added may narrow what the listener takes. */
    private void unknown(String place, @Nullable Map<String, Object> fields) {
        NewerFields.refuse(fields, (field, message) -> problems.add(place + field + ": " + message));
    }
}
