package io.kongruent.kinds.listenerset;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerEntry;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSetSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentGatewayReference;
import io.kongruent.graph.LoweredListener;
import io.kongruent.graph.LoweredListenerSet;
import io.kongruent.graph.Lowerer;
import io.kongruent.kinds.Identity;
import io.kongruent.kinds.Listeners;
import io.kongruent.kinds.NewerFields;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ListenerSet: the Gateway that it adds to, and its listeners. */
public final class ListenerSetLowering implements Lowerer<ListenerSet, LoweredListenerSet> {

    @Override
    public Class<ListenerSet> kind() {
        return ListenerSet.class;
    }

    @Override
    public LoweredListenerSet lower(ListenerSet set) {
        Meta meta = Identity.of(set, "ListenerSet");
        ListenerSetSpec spec = set.getSpec() == null ? new ListenerSetSpec() : set.getSpec();
        String namespace = meta.ref().namespace();
        List<String> problems = new ArrayList<>();
        List<@Nullable Listener> entries = new ArrayList<>();
        for (@Nullable ListenerEntry entry : Declared.list(spec.getListeners())) {
            entries.add(entry == null ? null : listener(entry));
        }
        List<LoweredListener> listeners = Listeners.lower(entries, namespace, problems);
        if (listeners.isEmpty()) {
            problems.add("the ListenerSet has no listeners; write at least one");
        }
        NewerFields.refuse(spec.getAdditionalProperties(), "", problems);
        return new LoweredListenerSet(meta, parent(spec.getParentRef(), namespace), listeners, problems);
    }

    /** An entry says what a Gateway's listener says. */
    private static Listener listener(ListenerEntry entry) {
        Listener listener = new Listener(
                entry.getAllowedRoutes(),
                entry.getHostname(),
                entry.getName(),
                entry.getPort(),
                entry.getProtocol(),
                entry.getTls());
        listener.setAdditionalProperties(entry.getAdditionalProperties());
        return listener;
    }

    private static Ref parent(@Nullable ParentGatewayReference declared, String namespace) {
        ParentGatewayReference ref = declared == null ? new ParentGatewayReference() : declared;
        return new Ref(
                ref.getGroup() == null ? Ref.GATEWAY_API : ref.getGroup(),
                Declared.text(ref.getKind(), "Gateway"),
                Declared.text(ref.getNamespace(), namespace),
                Declared.text(ref.getName()));
    }
}
