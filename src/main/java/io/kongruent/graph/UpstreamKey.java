package io.kongruent.graph;

import io.kongruent.model.Ref;

/**
 * One port of one backend: what Kong gets one upstream for, shared by all who point there.
 *
 * @param backend a Service or an XBackend
 * @param udp whether the port is for datagrams: a Service may have the same number twice
 */
public record UpstreamKey(Ref backend, int port, boolean udp) implements Comparable<UpstreamKey> {

    /** A Service's port for connections. */
    public UpstreamKey(String namespace, String service, int port) {
        this(Ref.core("Service", namespace, service), port, false);
    }

    @Override
    public int compareTo(UpstreamKey o) {
        int c = backend.compareTo(o.backend);
        c = c != 0 ? c : Integer.compare(port, o.port);
        return c != 0 ? c : Boolean.compare(udp, o.udp);
    }

    @Override
    public String toString() {
        return backend + " port " + port + (udp ? "/UDP" : "");
    }
}
