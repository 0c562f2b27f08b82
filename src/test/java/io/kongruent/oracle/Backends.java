package io.kongruent.oracle;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Where the requests of a rule go. */
final class Backends {

    static final String REFUSED = "500";

    private final Set<String> servicePorts = new HashSet<>();
    private final Set<String> grants = new HashSet<>();

    Backends(Collection<? extends HasMetadata> objects) {
        for (HasMetadata object : objects) {
            String namespace = object.getMetadata().getNamespace();
            if (object instanceof Service s) {
                s.getSpec()
                        .getPorts()
                        .forEach(p -> servicePorts.add(
                                namespace + "/" + s.getMetadata().getName() + ":" + p.getPort()));
            } else if (object instanceof ReferenceGrant g) {
                g.getSpec()
                        .getFrom()
                        .forEach(f -> g.getSpec().getTo().stream()
                                .filter(t -> t.getKind().equals("Service"))
                                .forEach(t -> grants.add(f.getKind() + "@" + f.getNamespace() + ">" + namespace + "/"
                                        + (t.getName() == null ? "*" : t.getName()))));
            }
        }
    }

    /** "If all entries in BackendRefs are invalid, and there are also no filters specified that would result in a response, … a 500 status code". */
    Answer answer(HTTPRoute route, HTTPRouteRule rule) {
        for (HTTPRouteFilter filter : Oracle.list(rule.getFilters())) {
            switch (filter.getType()) {
                case "RequestHeaderModifier", "ResponseHeaderModifier", "URLRewrite", "RequestRedirect" -> {}
                default -> {
                    return new Answer.Backends(new TreeSet<>(Set.of(REFUSED)));
                }
            }
        }
        for (HTTPRouteFilter filter : Oracle.list(rule.getFilters())) {
            if (filter.getRequestRedirect() != null) {
                Integer status = filter.getRequestRedirect().getStatusCode();
                return new Answer.Redirect(status == null ? 302 : status);
            }
        }
        SortedSet<String> any = new TreeSet<>();
        Oracle.list(rule.getBackendRefs()).forEach(ref -> add(any, route, reference(ref)));
        return answer(any);
    }

    Answer answer(GRPCRoute route, GRPCRouteRule rule) {
        SortedSet<String> any = new TreeSet<>();
        Oracle.list(rule.getBackendRefs()).forEach(ref -> add(any, route, reference(ref)));
        return answer(any);
    }

    /** Where the connections of a route go. */
    SortedSet<String> carried(HasMetadata route, List<BackendRef> refs) {
        SortedSet<String> any = new TreeSet<>();
        refs.forEach(ref -> add(any, route, ref));
        return any;
    }

    private static Answer answer(SortedSet<String> any) {
        return new Answer.Backends(any.isEmpty() ? new TreeSet<>(Set.of(REFUSED)) : any);
    }

    private static BackendRef reference(HTTPBackendRef ref) {
        return new BackendRef(
                ref.getGroup(), ref.getKind(), ref.getName(), ref.getNamespace(), ref.getPort(), ref.getWeight());
    }

    private static BackendRef reference(GRPCBackendRef ref) {
        return new BackendRef(
                ref.getGroup(), ref.getKind(), ref.getName(), ref.getNamespace(), ref.getPort(), ref.getWeight());
    }

    private void add(SortedSet<String> any, HasMetadata route, BackendRef ref) {
        if (ref.getWeight() == null || ref.getWeight() > 0) {
            any.add(resolve(route, ref));
        }
    }

    private String resolve(HasMetadata route, BackendRef ref) {
        String namespace = route.getMetadata().getNamespace();
        String from = route.getKind() + "@" + namespace;
        String to = ref.getNamespace() == null ? namespace : ref.getNamespace();
        boolean service = ref.getKind() == null || ref.getKind().equals("Service");
        boolean granted = namespace.equals(to)
                || grants.contains(from + ">" + to + "/*")
                || grants.contains(from + ">" + to + "/" + ref.getName());
        String key = to + "/" + ref.getName() + ":" + ref.getPort();
        return service && granted && servicePorts.contains(key) ? key : REFUSED;
    }
}
