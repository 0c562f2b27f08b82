package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.kongruent.graph.ParentRef;
import io.kongruent.model.Declared;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The {@code parentRefs} of every kind of route: lowered, and written back into statuses. */
public final class ParentRefs {

    private ParentRefs() {}

    /** The references in declared order, defaults filled in; {@code - null} is left out. */
    public static List<ParentRef> lower(@Nullable List<ParentReference> declared, String routeNamespace) {
        List<ParentRef> refs = new ArrayList<>();
        List<@Nullable ParentReference> list = Declared.list(declared);
        for (int i = 0; i < list.size(); i++) {
            ParentReference ref = list.get(i);
            if (ref != null) {
                refs.add(lower(i, ref, routeNamespace));
            }
        }
        return refs;
    }

    /** The reference as the status repeats it: "ParentRef corresponds with a ParentRef in the spec". */
    public static ParentReference declare(ParentRef ref) {
        ParentReference declared = new ParentReference();
        declared.setGroup(ref.target().group());
        declared.setKind(ref.target().kind());
        if (ref.namespaceDeclared()) {
            declared.setNamespace(ref.target().namespace());
        }
        declared.setName(ref.target().name());
        ref.sectionName().ifPresent(declared::setSectionName);
        ref.port().ifPresent(declared::setPort);
        return declared;
    }

    private static ParentRef lower(int index, ParentReference ref, String routeNamespace) {
        String group = ref.getGroup();
        return new ParentRef(
                index,
                new Ref(
                        group == null ? Ref.GATEWAY_API : group,
                        Declared.text(ref.getKind(), "Gateway"),
                        Declared.text(ref.getNamespace(), routeNamespace),
                        Declared.text(ref.getName())),
                Declared.maybe(ref.getSectionName()),
                ref.getPort() == null ? OptionalInt.empty() : OptionalInt.of(ref.getPort()),
                Declared.maybe(ref.getNamespace()).isPresent());
    }
}
