package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.verdict.Verdicts.OfParent;
import io.kongruent.verdict.Verdicts.OfRoute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The {@code status.parents} of every kind of route. The list is atomic: "implementations MUST update only entries that have a matching value of controllerName", so
 * the others' entries are read and written back as they are.
 */
public final class RouteParents {

    /** "A maximum of 32 Gateways will be represented in this list." */
    private static final int MOST = 32;

    private RouteParents() {}

    /** The entries that a status shall have: others' first, in their order, then ours in the order of the parentRefs. */
    public static List<RouteParentStatus> merge(
            @Nullable List<RouteParentStatus> current, OfRoute verdict, String controllerName, Instant now) {
        List<RouteParentStatus> merged = others(current, controllerName);
        List<RouteParentStatus> mine = ours(current, controllerName);
        for (OfParent parent : verdict.parents()) {
            if (merged.size() < MOST) {
                merged.add(entry(parent, mine, verdict.meta(), controllerName, now));
            }
        }
        return merged;
    }

    /** The entries of other controllers. */
    public static List<RouteParentStatus> others(@Nullable List<RouteParentStatus> current, String controllerName) {
        List<RouteParentStatus> others = new ArrayList<>();
        for (@Nullable RouteParentStatus entry : Declared.list(current)) {
            if (entry != null && !controllerName.equals(entry.getControllerName())) {
                others.add(entry);
            }
        }
        return others;
    }

    /** Whether two lists say the same, whatever the order of entries that aren't of one controller. */
    public static boolean same(@Nullable List<RouteParentStatus> current, List<RouteParentStatus> merged, String name) {
        return ours(current, name).equals(ours(merged, name))
                && Declared.list(current).size() == merged.size();
    }

    private static List<RouteParentStatus> ours(@Nullable List<RouteParentStatus> current, String controllerName) {
        List<RouteParentStatus> ours = new ArrayList<>();
        for (@Nullable RouteParentStatus entry : Declared.list(current)) {
            if (entry != null && controllerName.equals(entry.getControllerName())) {
                ours.add(entry);
            }
        }
        return ours;
    }

    private static RouteParentStatus entry(
            OfParent parent, List<RouteParentStatus> mine, Meta meta, String controllerName, Instant now) {
        ParentReference ref = ParentRefs.declare(parent.ref());
        List<Condition> before = mine.stream()
                .filter(entry -> Objects.equals(entry.getParentRef(), ref))
                .findFirst()
                .map(RouteParentStatus::getConditions)
                .orElse(List.of());
        return new RouteParentStatus(
                Conditions.merge(before, parent.conditions(), meta.generation(), now), controllerName, ref);
    }
}
