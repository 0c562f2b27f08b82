package io.kongruent.kinds.listenerset;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerEntryStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSetStatus;
import io.kongruent.kinds.Conditions;
import io.kongruent.kinds.ListenerStatuses;
import io.kongruent.kinds.StatusWriter;
import io.kongruent.model.Declared;
import io.kongruent.verdict.Verdicts.OfListenerSet;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.Instant;
import java.util.Optional;

/** The status of ListenerSets: conditions and one entry per listener. A set has the one controller of its Gateway, so all of it is ours. */
public final class ListenerSetStatusWriter implements StatusWriter<ListenerSet> {

    private static final ListenerStatuses<ListenerEntryStatus> LISTENERS = new ListenerStatuses<>(
            ListenerEntryStatus::getName, ListenerEntryStatus::getConditions, ListenerEntryStatus::new);

    @Override
    public Optional<ListenerSet> withStatus(ListenerSet current, Verdict verdict, String controllerName, Instant now) {
        if (!(verdict instanceof OfListenerSet decided)) {
            throw new IllegalArgumentException(
                    "no verdict on a ListenerSet: " + verdict.meta().ref());
        }
        ListenerSetStatus before = current.getStatus() == null ? new ListenerSetStatus() : current.getStatus();
        long generation = decided.meta().generation();
        ListenerSetStatus after = new ListenerSetStatus(
                Conditions.merge(before.getConditions(), decided.conditions(), generation, now),
                LISTENERS.merge(before.getListeners(), decided.listeners(), generation, now));
        if (Declared.list(before.getConditions()).equals(after.getConditions())
                && Declared.list(before.getListeners()).equals(after.getListeners())) {
            return Optional.empty();
        }
        return Optional.of(new ListenerSet(
                current.getApiVersion(),
                current.getKind(),
                new ObjectMetaBuilder(current.getMetadata()).build(),
                current.getSpec(),
                after));
    }

    /** Whoever has the next Gateway that it names writes its own; until then what we wrote is stale and its generation says so. */
    @Override
    public Optional<ListenerSet> withoutStatus(ListenerSet current, String controllerName) {
        return Optional.empty();
    }
}
