package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import io.kongruent.ports.Changes;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Hears of creations, changes and deletions of one kind before anything is filtered. What changes in a status alone is no change to decide on. Has the operator
 * look at an object again.
 */
final class Ears<T extends HasMetadata> extends AbstractEventSource<Void, T> implements ResourceEventAware<T> {

    private final Changes changes;
    private final Consumer<T> deleted;

    Ears(Changes changes, Consumer<T> deleted) {
        super(Void.class, "ears");
        this.changes = changes;
        this.deleted = deleted;
    }

    /** Has an object reconciled as if it had changed: of other events the operator takes note only where it remembers one of this kind. */
    void again(T object) {
        getEventHandler()
                .handleEvent(new ResourceEvent(ResourceAction.UPDATED, ResourceID.fromResource(object), object));
    }

    @Override
    public void onResourceCreated(T resource) {
        changes.changed();
    }

    @Override
    public void onResourceUpdated(T now, T before) {
        if (differs(now.getMetadata(), before.getMetadata())) {
            changes.changed();
        }
    }

    @Override
    public void onResourceDeleted(T resource) {
        deleted.accept(resource);
        changes.changed();
    }

    @Override
    public Set<Void> getSecondaryResources(T primary) {
        return Set.of();
    }

    private static boolean differs(ObjectMeta now, ObjectMeta before) {
        return !Objects.equals(now.getGeneration(), before.getGeneration())
                || !Objects.equals(now.getUid(), before.getUid())
                || !Objects.equals(now.getLabels(), before.getLabels())
                || !Objects.equals(now.getDeletionTimestamp(), before.getDeletionTimestamp());
    }
}
