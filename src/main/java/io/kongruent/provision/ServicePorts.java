package io.kongruent.provision;

import io.kongruent.provision.Wanted.Listen;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

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
            return protocol.toLowerCase(java.util.Locale.ROOT) + "-" + port;
        }
    }

    private ServicePorts() {}

    static List<Entry> of(Collection<Listen> listeners) {
        TreeMap<String, Entry> entries = new TreeMap<>();
        for (Listen listener : listeners) {
            String protocol = listener.protocol().equals("UDP") ? "UDP" : "TCP";
            Entry entry = new Entry(listener.port(), protocol, listener.kong());
            entries.putIfAbsent(String.format("%05d %s", listener.port(), protocol), entry);
        }
        return List.copyOf(entries.values());
    }
}
