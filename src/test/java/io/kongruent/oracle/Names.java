package io.kongruent.oracle;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Hostnames as Gateway API objects write them: empty for any, {@code *.x} for whatever ends so, else the very name. */
final class Names {

    private Names() {}

    static boolean covers(String hostname, String host) {
        String name = hostname.toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return true;
        }
        return name.startsWith("*.")
                ? host.endsWith(name.substring(1)) && host.length() > name.length() - 1
                : host.equals(name);
    }

    /** What both are for; empty when nothing is. */
    static Optional<String> both(String a, String b) {
        if (a.isEmpty() || covers(a, example(b)) && !b.isEmpty() && longer(b, a)) {
            return Optional.of(b);
        }
        return b.isEmpty() || covers(b, example(a)) && longer(a, b) ? Optional.of(a) : Optional.empty();
    }

    private static boolean longer(String inner, String outer) {
        return inner.length() >= outer.length() || !inner.startsWith("*");
    }

    /** A host that the hostname is for. */
    private static String example(String hostname) {
        return hostname.startsWith("*") ? "any" + hostname.substring(1) : hostname;
    }

    /** As a route declares them: none is any. */
    static List<String> declared(List<String> hostnames) {
        return hostnames.isEmpty() ? List.of("") : hostnames;
    }
}
