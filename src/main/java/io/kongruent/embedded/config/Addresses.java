package io.kongruent.embedded.config;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Host names and addresses with an optional port, read as Kong reads them. */
public final class Addresses {
    private static final Pattern IPV4 =
            Pattern.compile("^([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})(?::([0-9]+))?$");
    private static final Pattern BRACKETED = Pattern.compile("^\\[([^\\]]*)\\](?::([0-9]*))?$");
    private static final Pattern NAME = Pattern.compile("^[0-9A-Za-z._-]+$");
    private static final Pattern PORT = Pattern.compile("^(.*):([0-9]+)$");
    private static final Pattern HEX = Pattern.compile("^[0-9a-fA-F]{1,4}$");

    private Addresses() {}

    /** What an address turned out to be. */
    public enum Kind {
        IPV4,
        IPV6,
        NAME
    }

    /** A text read as an address. */
    public sealed interface Reading {
        /** An address; {@code host} is without brackets and port. */
        record Address(Kind kind, String host, OptionalInt port) implements Reading {}

        /** Not an address. */
        record Bad() implements Reading {}

        /** An address with a port over 65535. */
        record BadPort() implements Reading {}
    }

    /** The address, or empty when Kong wouldn't take it. */
    public static Optional<Reading.Address> address(String text) {
        return read(text) instanceof Reading.Address address ? Optional.of(address) : Optional.empty();
    }

    static Reading read(String text) {
        long colons = text.chars().filter(c -> c == ':').count();
        if (colons > 1) {
            return ipv6(text);
        }
        boolean numeric = !text.isEmpty()
                && text.chars().allMatch(c -> c == ':' || c == '.' || (c >= '0' && c <= '9'))
                && colons < text.length();
        return numeric ? ipv4(text) : name(text);
    }

    static boolean isIp(String text) {
        Reading reading = text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
        return !text.startsWith("[") && reading instanceof Reading.Address;
    }

    static boolean isIpOrCidr(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return isIp(text);
        }
        String prefix = text.substring(slash + 1);
        boolean digits =
                !prefix.isEmpty() && prefix.length() <= 3 && prefix.chars().allMatch(Character::isDigit);
        int most = text.indexOf(':') >= 0 ? 128 : 32;
        return digits && Integer.parseInt(prefix) <= most && isIp(text.substring(0, slash));
    }

    private static Reading ipv4(String text) {
        Matcher matcher = IPV4.matcher(text);
        if (!matcher.find()) {
            return new Reading.Bad();
        }
        StringBuilder host = new StringBuilder();
        for (int i = 1; i <= 4; i++) {
            int part = Integer.parseInt(matcher.group(i));
            if (part > 255) {
                return new Reading.Bad();
            }
            host.append(i == 1 ? "" : ".").append(part);
        }
        return withPort(Kind.IPV4, host.toString(), matcher.group(5));
    }

    private static Reading withPort(Kind kind, String host, @org.jspecify.annotations.Nullable String port) {
        if (port == null) {
            return new Reading.Address(kind, host, OptionalInt.empty());
        }
        if (port.length() > 9 || Integer.parseInt(port) > 65535) {
            return new Reading.BadPort();
        }
        return new Reading.Address(kind, host, OptionalInt.of(Integer.parseInt(port)));
    }

    private static Reading ipv6(String text) {
        Matcher bracketed = BRACKETED.matcher(text);
        if (bracketed.find()) {
            String port = bracketed.group(2);
            String inner = bracketed.group(1);
            if (port != null && port.isEmpty()) {
                return new Reading.Bad();
            }
            return isIpv6(inner) ? withPort(Kind.IPV6, inner.toLowerCase(Locale.ROOT), port) : new Reading.Bad();
        }
        return isIpv6(text)
                ? new Reading.Address(Kind.IPV6, text.toLowerCase(Locale.ROOT), OptionalInt.empty())
                : new Reading.Bad();
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0) {
            if (text.indexOf("::", gap + 1) >= 0) {
                return false;
            }
            int left = groups(text.substring(0, gap));
            int right = groups(text.substring(gap + 2));
            return left >= 0 && right >= 0 && left + right <= 7;
        }
        return groups(text) == 8;
    }

    /** How many groups; -1 when one of them is not hexadecimal. */
    private static int groups(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        for (String part : parts) {
            if (!HEX.matcher(part).find()) {
                return -1;
            }
        }
        return parts.length;
    }

    private static Reading name(String text) {
        Matcher matcher = PORT.matcher(text);
        String host = text;
        String port = null;
        if (matcher.find()) {
            host = matcher.group(1);
            port = matcher.group(2);
        }
        if (!NAME.matcher(host).find()) {
            return new Reading.Bad();
        }
        String[] segments = host.split("\\.", -1);
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].endsWith("-") || (segments[i].isEmpty() && i != segments.length - 1)) {
                return new Reading.Bad();
            }
        }
        return withPort(Kind.NAME, host, port);
    }
}
