package io.kongruent.graph;

/** One port of one Service: what Kong gets one upstream for, shared by all who point there. */
public record UpstreamKey(String namespace, String service, int port) implements Comparable<UpstreamKey> {
    @Override
    public int compareTo(UpstreamKey o) {
        int c = namespace.compareTo(o.namespace);
        c = c != 0 ? c : service.compareTo(o.service);
        return c != 0 ? c : Integer.compare(port, o.port);
    }

    @Override
    public String toString() {
        return "Service " + namespace + "/" + service + " port " + port;
    }
}
