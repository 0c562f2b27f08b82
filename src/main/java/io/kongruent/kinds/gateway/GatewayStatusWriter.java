package io.kongruent.kinds.gateway;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayStatusAddress;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerStatus;
import io.kongruent.kinds.Conditions;
import io.kongruent.kinds.ListenerStatuses;
import io.kongruent.kinds.StatusWriter;
import io.kongruent.model.Declared;
import io.kongruent.verdict.Verdicts.OfGateway;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of Gateways: conditions, addresses and one entry per listener. A Gateway has one controller, so all of it is ours. */
public final class GatewayStatusWriter implements StatusWriter<Gateway> {

    private static final ListenerStatuses<ListenerStatus> LISTENERS =
            new ListenerStatuses<>(ListenerStatus::getName, ListenerStatus::getConditions, ListenerStatus::new);

    @Override
    public Optional<Gateway> withStatus(Gateway current, Verdict verdict, String controllerName, Instant now) {
        if (!(verdict instanceof OfGateway decided)) {
            throw new IllegalArgumentException(
                    "no verdict on a Gateway: " + verdict.meta().ref());
        }
        GatewayStatus before = current.getStatus() == null ? new GatewayStatus() : current.getStatus();
        long generation = decided.meta().generation();
        GatewayStatus after = new GatewayStatus(
                decided.addresses().stream()
                        .map(a -> new GatewayStatusAddress(a.type(), a.value()))
                        .toList(),
                attached(before, decided.attachedListenerSets()),
                Conditions.merge(before.getConditions(), decided.conditions(), generation, now),
                LISTENERS.merge(before.getListeners(), decided.listeners(), generation, now));
        if (isSame(before, after)) {
            return Optional.empty();
        }
        return Optional.of(new Gateway(
                current.getApiVersion(),
                current.getKind(),
                new ObjectMetaBuilder(current.getMetadata()).build(),
                current.getSpec(),
                after));
    }

    /** The next class's controller writes its own; until then what we wrote is stale and its generation says so. */
    @Override
    public Optional<Gateway> withoutStatus(Gateway current, String controllerName) {
        return Optional.empty();
    }

    /** None is told only where some were: CRDs older than ListenerSets don't keep the number. */
    private static @Nullable Integer attached(GatewayStatus before, int sets) {
        return sets == 0 && before.getAttachedListenerSets() == null ? null : Integer.valueOf(sets);
    }

    private static boolean isSame(GatewayStatus before, GatewayStatus after) {
        return Declared.list(before.getAddresses()).equals(after.getAddresses())
                && Objects.equals(before.getAttachedListenerSets(), after.getAttachedListenerSets())
                && Declared.list(before.getConditions()).equals(after.getConditions())
                && Declared.list(before.getListeners()).equals(after.getListeners());
    }
}
