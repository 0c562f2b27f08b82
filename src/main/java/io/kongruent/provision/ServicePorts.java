package io.kongruent.provision;

import io.kongruent.provision.Wanted.Listen;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The ports of a Gateway, each once, in order. */
final class ServicePorts {

    /**
     * One of them.
     *
     * @param port the Gateway's
     * @param protocol TCP or UDP
     * @param target Kong's
     */
    record Entry(int port, String protocol, int target) {
        /** At most 15 letters, as the names of a pod's ports are. */
        String name() {
            return protocol.toLowerCase(Locale.ROOT) + "-" + port;
        }
    }

    private ServicePorts() {}

    static List<Entry> of(Collection<Listen> listeners) {
        return listeners.stream()
                .map(l -> new Entry(l.port(), l.protocol().equals("UDP") ? "UDP" : "TCP", l.kong()))
                .distinct()
                .sorted(Comparator.comparingInt(Entry::port).thenComparing(Entry::protocol))
                .toList();
    }
}
