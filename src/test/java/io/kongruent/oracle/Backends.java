package io.kongruent.oracle;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrant;
import java.util.Collection;
import java.util.HashSet;
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
                g.getSpec().getFrom().stream()
                        .filter(f -> f.getKind().equals("HTTPRoute"))
                        .forEach(f -> g.getSpec().getTo().stream()
                                .filter(t -> t.getKind().equals("Service"))
                                .forEach(t -> grants.add(f.getNamespace() + ">" + namespace + "/"
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
        for (HTTPBackendRef ref : Oracle.list(rule.getBackendRefs())) {
            if (ref.getWeight() == null || ref.getWeight() > 0) {
                any.add(resolve(route, ref));
            }
        }
        return new Answer.Backends(any.isEmpty() ? new TreeSet<>(Set.of(REFUSED)) : any);
    }

    private String resolve(HTTPRoute route, HTTPBackendRef ref) {
        String from = route.getMetadata().getNamespace();
        String to = ref.getNamespace() == null ? from : ref.getNamespace();
        boolean service = ref.getKind() == null || ref.getKind().equals("Service");
        boolean granted = from.equals(to)
                || grants.contains(from + ">" + to + "/*")
                || grants.contains(from + ">" + to + "/" + ref.getName());
        String key = to + "/" + ref.getName() + ":" + ref.getPort();
        return service && granted && servicePorts.contains(key) ? key : REFUSED;
    }
}
