package io.kongruent.graph;

/**
 * One port of one Service: what Kong gets one upstream for, shared by all who point there.
 *
 * @param udp whether the port is for datagrams: a Service may have the same number twice
 */
public record UpstreamKey(String namespace, String service, int port, boolean udp) implements Comparable<UpstreamKey> {

    /** A port for connections. */
    public UpstreamKey(String namespace, String service, int port) {
        this(namespace, service, port, false);
    }

    @Override
    public int compareTo(UpstreamKey o) {
        int c = namespace.compareTo(o.namespace);
        c = c != 0 ? c : service.compareTo(o.service);
        c = c != 0 ? c : Integer.compare(port, o.port);
        return c != 0 ? c : Boolean.compare(udp, o.udp);
    }

    @Override
    public String toString() {
        return "Service " + namespace + "/" + service + " port " + port + (udp ? "/UDP" : "");
    }
}
