package io.kongruent.provision;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * On which ports the Kongs of provisioned data planes listen. A Gateway's port is Kong's port too, but for those that need a privilege: they are moved by
 * {@value #MOVED}, above the ports that a kernel gives to outgoing connections. So no listener's port depends on another listener.
 */
final class KongPorts {

    /** The Admin API, with mutual TLS. */
    static final int ADMIN = 65_444;

    /** Health and metrics. */
    static final int STATUS = 65_100;

    private static final int MOVED = 64_000;
    private static final int FREE = 1_024;

    private static final Map<Integer, Integer> MAP = map();

    private KongPorts() {}

    /** A Gateway's port → Kong's, where they differ. */
    static Map<Integer, Integer> asMap() {
        return MAP;
    }

    private static Map<Integer, Integer> map() {
        TreeMap<Integer, Integer> map = new TreeMap<>();
        for (int port = 1; port < FREE; port++) {
            map.put(port, MOVED + port);
        }
        return Collections.unmodifiableMap(map);
    }
}
