package io.kongruent.embedded.config;

import com.google.re2j.Pattern;
import io.kongruent.embedded.config.Addresses.Kind;
import io.kongruent.embedded.config.Addresses.Reading;
import java.util.Optional;

/** What Kong checks of texts in code, with its messages. */
final class TextChecks {
    private static final Pattern PATH = Pattern.compile("^/[0-9A-Za-z.\\-_~/%:@!$&'()*+,;=]*$");
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    private TextChecks() {}

    static Optional<String> utf8Name(String name) {
        boolean fine = name.codePoints()
                .allMatch(
                        c -> c >= 128 || Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_' || c == '~');
        return fine
                ? Optional.empty()
                : Optional.of("invalid value '" + name
                        + "': the only accepted ascii characters are alphanumerics or ., -, _, and ~");
    }

    static Optional<String> tag(String tag) {
        boolean fine = tag.codePoints().allMatch(c -> c >= 128 || (c >= 32 && c < 127 && c != ',' && c != '/'));
        return fine
                ? Optional.empty()
                : Optional.of("invalid tag '" + tag
                        + "': expected printable ascii (except `,` and `/`) or valid utf-8 sequences");
    }

    static Optional<String> host(String host) {
        return switch (Addresses.read(host)) {
            case Reading.Bad bad -> Optional.of("invalid value: " + host);
            case Reading.BadPort bad -> Optional.of("must not have a port");
            case Reading.Address address ->
                address.port().isPresent() ? Optional.of("must not have a port") : Optional.empty();
        };
    }

    static Optional<String> wildcardHost(String host) {
        int star = host.indexOf('*');
        String name = host;
        if (star >= 0) {
            if (star != 0 && star != host.length() - 1) {
                return Optional.of("wildcard must be leftmost or rightmost character");
            }
            name = host.replace("*", "wildcard");
            if (host.indexOf('*', star + 1) >= 0) {
                return Optional.of("only one wildcard must be specified");
            }
        }
        String read = name;
        return switch (Addresses.read(read)) {
            case Reading.Bad bad -> Optional.of("invalid value: " + read);
            case Reading.BadPort bad -> Optional.of("must not have a port");
            case Reading.Address address ->
                address.kind() != Kind.NAME
                        ? Optional.of("must not be an IP")
                        : address.port().isPresent() ? Optional.of("must not have a port") : Optional.empty();
        };
    }

    static Optional<String> hostWithOptionalPort(String host) {
        return switch (Addresses.read(host.replace("*", "abc"))) {
            case Reading.Bad bad -> Optional.of("invalid hostname: " + host);
            case Reading.BadPort bad -> Optional.of("invalid port number");
            case Reading.Address address -> Optional.empty();
        };
    }

    static Optional<String> path(String path) {
        if (!PATH.matcher(path).find()) {
            return Optional.of(
                    "invalid path: '" + path + "' (characters outside of the reserved list of RFC 3986 found)");
        }
        String raw = ESCAPE.matcher(path).replaceAll("___");
        int percent = raw.indexOf('%');
        return percent < 0
                ? Optional.empty()
                : Optional.of("invalid url-encoded value: '"
                        + raw.substring(percent, Math.min(raw.length(), percent + 3)) + "'");
    }

    static Optional<String> ipOrCidr(String text) {
        return Addresses.isIpOrCidr(text) ? Optional.empty() : Optional.of("invalid ip or cidr range: '" + text + "'");
    }

    static Optional<String> target(String target) {
        return Addresses.address(target).isPresent()
                ? Optional.empty()
                : Optional.of("Invalid target ('" + target + "'); not a valid hostname or ip address");
    }

    static Optional<String> upstreamName(String name) {
        String lead = "Invalid name ('" + name + "'); ";
        return switch (Addresses.read(name)) {
            case Reading.Address address ->
                address.kind() != Kind.NAME
                        ? Optional.of(lead + "no ip addresses allowed")
                        : address.port().isPresent() ? Optional.of(lead + "no port allowed") : Optional.empty();
            case Reading.Bad bad -> Optional.of(lead + "must be a valid hostname");
            case Reading.BadPort bad -> Optional.of(lead + "must be a valid hostname");
        };
    }
}
