package io.kongruent.graph;

import io.kongruent.model.Ref;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which references across namespaces are allowed by ReferenceGrants. */
final class Grants {

    private final Set<Permission> permissions = new HashSet<>();

    private record Permission(LoweredGrant.From from, String namespace, LoweredGrant.To to) {}

    Grants(List<LoweredGrant> grants) {
        for (LoweredGrant grant : grants) {
            for (LoweredGrant.From from : grant.from()) {
                for (LoweredGrant.To to : grant.to()) {
                    permissions.add(new Permission(from, grant.namespace(), to));
                }
            }
        }
    }

    /** Whether {@code from} may refer to {@code to}: always inside one namespace, else by a grant in the namespace of {@code to}. */
    boolean allow(Ref from, Ref to) {
        if (from.namespace().equals(to.namespace())) {
            return true;
        }
        LoweredGrant.From who = new LoweredGrant.From(from.group(), from.kind(), from.namespace());
        return permissions.contains(new Permission(
                        who, to.namespace(), new LoweredGrant.To(to.group(), to.kind(), Optional.empty())))
                || permissions.contains(new Permission(
                        who, to.namespace(), new LoweredGrant.To(to.group(), to.kind(), Optional.of(to.name()))));
    }

    /** The message for a reference that isn't allowed. */
    static String missing(Ref from, Ref to) {
        return to + " is in another namespace and no ReferenceGrant there allows references from " + from.kind()
                + "s of namespace " + from.namespace() + "; create one in namespace " + to.namespace();
    }
}
