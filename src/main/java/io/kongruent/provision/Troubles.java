package io.kongruent.provision;

import io.kongruent.model.Ref;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Why data planes can't be made, by their Gateways. Thread-safe. */
public final class Troubles {

    private final Map<Ref, String> messages = new ConcurrentHashMap<>();

    /** Takes note of one. @return whether it is news */
    public boolean put(Ref gateway, String message) {
        return !message.equals(messages.put(gateway, message));
    }

    /** It is over. @return whether there was one */
    public boolean remove(Ref gateway) {
        return messages.remove(gateway) != null;
    }

    /** Forgets those of all other Gateways. */
    public void retain(Set<Ref> gateways) {
        messages.keySet().retainAll(gateways);
    }

    public Optional<String> of(Ref gateway) {
        return Optional.ofNullable(messages.get(gateway));
    }
}
