package io.kongruent.model;

import java.util.Locale;
import java.util.Optional;

/**
 * A hostname as listeners and routes declare it: exact ({@code a.example.com}), wildcard ({@code *.example.com}) or empty, which matches every host.
 *
 * <p>Always lower case without a trailing dot. A wildcard stands for one or more labels ("*.example.com" matches "test.example.com" and
 * "foo.test.example.com", never "example.com"), as {@code Listener.hostname} says.
 */
public record Hostname(String value) implements Comparable<Hostname> {

    /** Matches every host. */
    public static final Hostname ANY = new Hostname("");

    public Hostname {
        value = normalise(value);
    }

    public static Hostname of(String value) {
        return value.isEmpty() ? ANY : new Hostname(value);
    }

    /** Lower case, without port and without one trailing dot: what is compared. An IPv6 literal keeps its brackets. */
    public static String normalise(String host) {
        String h = host.toLowerCase(Locale.ROOT);
        int colon = h.lastIndexOf(':');
        if (colon >= 0 && colon > h.lastIndexOf(']')) {
            h = h.substring(0, colon);
        }
        return h.endsWith(".") ? h.substring(0, h.length() - 1) : h;
    }

    public boolean isAny() {
        return value.isEmpty();
    }

    public boolean isWildcard() {
        return value.startsWith("*.");
    }

    public boolean isExact() {
        return !isAny() && !isWildcard();
    }

    /** {@code .example.com} for {@code *.example.com}. */
    public String suffix() {
        return value.substring(1);
    }

    /** Whether a request for {@code host} (normalised) is meant. */
    public boolean matches(String host) {
        if (isAny()) {
            return true;
        }
        return isWildcard() ? host.length() > suffix().length() && host.endsWith(suffix()) : host.equals(value);
    }

    /** Whether every host that {@code other} matches is matched by this. */
    public boolean covers(Hostname other) {
        if (isAny()) {
            return true;
        }
        if (other.isAny()) {
            return false;
        }
        return other.isWildcard() ? isWildcard() && other.suffix().endsWith(suffix()) : matches(other.value);
    }

    /** The more specific of the two where one covers the other; otherwise empty: no host is matched by both. */
    public Optional<Hostname> intersect(Hostname other) {
        if (covers(other)) {
            return Optional.of(other);
        }
        return other.covers(this) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public int compareTo(Hostname other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return isAny() ? "*" : value;
    }
}
