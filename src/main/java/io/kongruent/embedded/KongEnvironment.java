package io.kongruent.embedded;

import io.kongruent.embedded.config.Addresses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** An embedded gateway set up by the environment variables that a Kong is set up by. What it has no use for it leaves to the Kong that isn't there. */
public final class KongEnvironment {
    private static final String PROXY = "0.0.0.0:8000, 0.0.0.0:8443 http2 ssl";
    private static final String ADMIN = "127.0.0.1:8001, 127.0.0.1:8444 http2 ssl";
    private static final String STATUS = "127.0.0.1:8007";
    private static final int HIGHEST_PORT = 65_535;

    private final Map<String, String> environment;

    private KongEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    /** One entry of a listen: {@code 0.0.0.0:8443 ssl http2}. */
    private record Entry(String address, int port, Set<String> flags) {
        boolean has(String flag) {
            return flags.contains(flag);
        }
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException naming the variable that can't be had, with what to do
     */
    public static EmbeddedSettings settings(Map<String, String> environment) {
        return new KongEnvironment(environment).settings();
    }

    private EmbeddedSettings settings() {
        List<AdminListen> admins = new ArrayList<>();
        entries("KONG_ADMIN_LISTEN", ADMIN)
                .forEach(e -> admins.add(new AdminListen(e.address(), e.port(), e.has("ssl"), false)));
        entries("KONG_STATUS_LISTEN", STATUS)
                .forEach(e -> admins.add(new AdminListen(e.address(), e.port(), e.has("ssl"), true)));
        EmbeddedSettings settings = EmbeddedSettings.defaults()
                .withAdmins(admins, adminTls())
                .withListens(entries("KONG_PROXY_LISTEN", PROXY).stream()
                        .map(e -> new ProxyListen(e.address(), e.port(), e.port(), e.has("ssl"), e.has("http2")))
                        .toArray(ProxyListen[]::new))
                .withStreams(entries("KONG_STREAM_LISTEN", "off").stream()
                        .map(e -> new StreamListen(e.address(), e.port(), e.port(), transport(e)))
                        .toArray(StreamListen[]::new))
                .withPortMaps(portMaps());
        Optional<String> limit = value("KONG_NGINX_ADMIN_CLIENT_MAX_BODY_SIZE");
        return limit.isPresent() ? settings.withBodyLimit(bytes(limit.get())) : settings;
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
    }

    private static StreamListen.Transport transport(Entry entry) {
        if (entry.has("udp")) {
            return StreamListen.Transport.UDP;
        }
        return entry.has("ssl") ? StreamListen.Transport.TLS : StreamListen.Transport.TCP;
    }

    private List<Entry> entries(String name, String usual) {
        String text = value(name).orElse(usual);
        List<Entry> entries = new ArrayList<>();
        if (text.toLowerCase(Locale.ROOT).startsWith("off")) {
            return entries;
        }
        for (String part : text.split(",", -1)) {
            List<String> words = Arrays.asList(part.strip().split("\\s+"));
            Optional<Addresses.Reading.Address> address =
                    Addresses.address(words.getFirst()).filter(a -> a.port().isPresent());
            if (address.isEmpty()) {
                throw wrong(name, "\"" + part.strip() + "\" is no ip:port with flags", "0.0.0.0:8000 reuseport");
            }
            entries.add(new Entry(
                    address.get().host(),
                    address.get().port().getAsInt(),
                    new HashSet<>(words.subList(1, words.size()))));
        }
        return entries;
    }

    private Map<Integer, Integer> portMaps() {
        Map<Integer, Integer> maps = new TreeMap<>();
        for (String pair : value("KONG_PORT_MAPS").map(v -> v.split(",", -1)).orElse(new String[0])) {
            String[] ports = pair.strip().split(":", -1);
            if (ports.length != 2 || !isPort(ports[0]) || !isPort(ports[1])) {
                throw wrong("KONG_PORT_MAPS", "\"" + pair.strip() + "\" is no pair of ports", "80:8000, 443:8443");
            }
            maps.put(Integer.parseInt(ports[1]), Integer.parseInt(ports[0]));
        }
        return maps;
    }

    private static boolean isPort(String text) {
        return !text.isEmpty()
                && text.length() <= 5
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(text) > 0
                && Integer.parseInt(text) <= HIGHEST_PORT;
    }

    private AdminTls adminTls() {
        Optional<String> chain = text("KONG_ADMIN_SSL_CERT");
        Optional<String> key = text("KONG_ADMIN_SSL_CERT_KEY");
        if (chain.isPresent() != key.isPresent()) {
            throw wrong("KONG_ADMIN_SSL_CERT", "it and KONG_ADMIN_SSL_CERT_KEY go together", "/tls/tls.crt");
        }
        Optional<String> clients = text("KONG_NGINX_ADMIN_SSL_CLIENT_CERTIFICATE");
        String verify = value("KONG_NGINX_ADMIN_SSL_VERIFY_CLIENT").orElse("off");
        if (!verify.equals("on") && !verify.equals("off")) {
            throw wrong("KONG_NGINX_ADMIN_SSL_VERIFY_CLIENT", "\"" + verify + "\" is neither on nor off", "on");
        }
        if (verify.equals("on") && clients.isEmpty()) {
            throw wrong(
                    "KONG_NGINX_ADMIN_SSL_CLIENT_CERTIFICATE",
                    "not set, so there is nothing to verify clients by",
                    "/tls/ca.crt");
        }
        return new AdminTls(
                chain.map(c -> new AdminTls.Pair(c, key.orElseThrow())),
                verify.equals("on") ? clients : Optional.empty());
    }

    /** The PEM of a variable that is a path or the PEM itself. */
    private Optional<String> text(String name) {
        return value(name).map(value -> {
            if (value.startsWith("-----BEGIN")) {
                return value;
            }
            try {
                return Files.readString(Path.of(value), StandardCharsets.US_ASCII);
            } catch (IOException | RuntimeException e) {
                throw wrong(name, "the file " + value + " can't be read", "/tls/tls.crt");
            }
        });
    }

    /** A size as nginx writes it: {@code 64m}. */
    private static int bytes(String size) {
        String lower = size.toLowerCase(Locale.ROOT);
        int shift = lower.endsWith("m") ? 20 : lower.endsWith("k") ? 10 : 0;
        String digits = shift == 0 ? lower : lower.substring(0, lower.length() - 1);
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw wrong("KONG_NGINX_ADMIN_CLIENT_MAX_BODY_SIZE", "\"" + size + "\" is no size", "64m");
        }
        long bytes = Long.parseLong(digits) << shift;
        // nginx knows no limit by 0
        return bytes == 0 ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    private static IllegalArgumentException wrong(String name, String what, String example) {
        return new IllegalArgumentException(name + ": " + what + "; write it as " + example);
    }
}
