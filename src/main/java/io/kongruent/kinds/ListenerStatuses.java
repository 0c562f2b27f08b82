package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteGroupKind;
import io.kongruent.model.Declared;
import io.kongruent.verdict.Verdicts.OfListener;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The entries for listeners in a status: those of Gateways and of ListenerSets are of different types and say the same.
 *
 * @param nameOf the name of an entry
 * @param conditionsOf its conditions
 * @param <S> the type of an entry
 */
public record ListenerStatuses<S>(
        Function<S, String> nameOf, Function<S, @Nullable List<Condition>> conditionsOf, Make<S> make) {

    /** Makes an entry. */
    public interface Make<S> {
        S make(Integer attachedRoutes, List<Condition> conditions, String name, List<RouteGroupKind> supportedKinds);
    }

    /** One for each listener, in order, with the conditions that others have added kept. */
    public List<S> merge(@Nullable List<S> before, List<OfListener> decided, long generation, Instant now) {
        return decided.stream().map(l -> entry(before, l, generation, now)).toList();
    }

    private S entry(@Nullable List<S> before, OfListener decided, long generation, Instant now) {
        List<Condition> conditions = List.of();
        for (@Nullable S old : Declared.list(before)) {
            if (old != null && decided.name().equals(nameOf.apply(old))) {
                conditions = Objects.requireNonNullElse(conditionsOf.apply(old), conditions);
                break;
            }
        }
        return make.make(
                decided.attachedRoutes(),
                Conditions.merge(conditions, decided.conditions(), generation, now),
                decided.name(),
                decided.supportedKinds().stream()
                        .map(k -> new RouteGroupKind(k.group(), k.kind()))
                        .toList());
    }
}
