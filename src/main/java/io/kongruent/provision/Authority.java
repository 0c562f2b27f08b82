package io.kongruent.provision;

import io.kongruent.keys.Malformed;
import io.kongruent.keys.X509;
import io.kongruent.keys.X509.Pair;
import io.kongruent.keys.X509.Use;
import io.kongruent.model.Digest;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who signs the certificates of the Admin APIs, and what the controller shows there. Kept in a Secret of the controller's own namespace. Everything is renewed
 * when a third of its time is left; a new authority is believed for {@link #KNOWN_BEFORE_USE} before it signs anything, so that there is no moment at which one
 * side doesn't know the other's.
 *
 * @param newest signs, once it is old enough
 * @param old signs until then, and is believed after that
 * @param client what the controller shows
 */
public record Authority(Pair newest, Optional<Pair> old, Pair client) {

    private static final Duration LIFE = Duration.ofDays(3650);
    private static final Duration LIFE_OF_SERVER = Duration.ofDays(365);
    private static final Duration LIFE_OF_CLIENT = Duration.ofDays(90);
    private static final Duration KNOWN_BEFORE_USE = Duration.ofDays(1);

    /** Clocks differ. */
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private static final int THIRDS = 3;

    /** A new one. */
    public static Authority begin(Instant now) {
        Pair ca = ca(now);
        return new Authority(ca, Optional.empty(), clientOf(ca, now));
    }

    /** What has to be renewed renewed; itself where nothing has. */
    public Authority renewed(Instant now) {
        Authority current = this;
        if (isWorn(newest, now)) {
            current = new Authority(ca(now), Optional.of(newest), client);
        }
        Pair issuer = current.issuer(now);
        boolean worn = isWorn(client, now) || !X509.isBy(client.certificate(), issuer.certificate());
        return worn ? new Authority(current.newest, current.old, clientOf(issuer, now)) : current;
    }

    private Pair issuer(Instant now) {
        Instant since = newest.certificate().getNotBefore().toInstant();
        return old.isPresent() && now.isBefore(since.plus(BACKDATED).plus(KNOWN_BEFORE_USE)) ? old.get() : newest;
    }

    /** Whom both sides believe. */
    List<X509Certificate> believed() {
        List<X509Certificate> all = new ArrayList<>();
        all.add(newest.certificate());
        old.ifPresent(o -> all.add(o.certificate()));
        return all;
    }

    /**
     * What a Gateway's Admin API shows.
     *
     * @param host its name
     * @param before what it has shown so far, as the data of a Secret; kept for as long as it is good
     */
    public ServerKeys server(String host, Map<String, String> before, Instant now) {
        String authorities = bundle();
        if (authorities.equals(text(before, "ca.crt")) && isGood(before, host, now)) {
            return keys(before);
        }
        Instant from = now.minus(BACKDATED);
        Pair made = X509.issue(issuer(now), host, from, from.plus(LIFE_OF_SERVER), new Use.Server(host));
        Map<String, String> data = new HashMap<>();
        put(data, "tls.crt", X509.pem(made.certificate()));
        put(data, "tls.key", X509.pem(made.key()));
        put(data, "ca.crt", authorities);
        return keys(data);
    }

    private boolean isGood(Map<String, String> data, String host, Instant now) {
        try {
            Pair pair = X509.pair(text(data, "tls.crt"), text(data, "tls.key"));
            return !isWorn(pair, now)
                    && X509.isBy(pair.certificate(), issuer(now).certificate())
                    && X509.hosts(pair.certificate()).contains(host);
        } catch (Malformed e) {
            return false;
        }
    }

    private static ServerKeys keys(Map<String, String> data) {
        String all = text(data, "tls.crt") + text(data, "ca.crt");
        return new ServerKeys(
                Map.of(
                        "tls.crt", data.getOrDefault("tls.crt", ""),
                        "tls.key", data.getOrDefault("tls.key", ""),
                        "ca.crt", data.getOrDefault("ca.crt", "")),
                Digest.hex(all, 16));
    }

    private String bundle() {
        StringBuilder all = new StringBuilder();
        believed().forEach(c -> all.append(X509.pem(c)));
        return all.toString();
    }

    /** As the data of a Secret, in Base64. */
    public Map<String, String> data() {
        Map<String, String> data = new TreeMap<>();
        put(data, "ca.crt", X509.pem(newest.certificate()));
        put(data, "ca.key", X509.pem(newest.key()));
        old.ifPresent(o -> {
            put(data, "old-ca.crt", X509.pem(o.certificate()));
            put(data, "old-ca.key", X509.pem(o.key()));
        });
        put(data, "tls.crt", X509.pem(client.certificate()));
        put(data, "tls.key", X509.pem(client.key()));
        return data;
    }

    /** What {@link #data} has written; empty for anything else. */
    public static Optional<Authority> of(Map<String, String> data) {
        try {
            Optional<Pair> old = data.containsKey("old-ca.crt")
                    ? Optional.of(X509.pair(text(data, "old-ca.crt"), text(data, "old-ca.key")))
                    : Optional.empty();
            return Optional.of(new Authority(
                    X509.pair(text(data, "ca.crt"), text(data, "ca.key")),
                    old,
                    X509.pair(text(data, "tls.crt"), text(data, "tls.key"))));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static Pair ca(Instant now) {
        Instant from = now.minus(BACKDATED);
        return X509.selfSigned("kongruent admin " + now.getEpochSecond(), from, from.plus(LIFE), new Use.Authority());
    }

    private static Pair clientOf(Pair ca, Instant now) {
        Instant from = now.minus(BACKDATED);
        return X509.issue(ca, "kongruent", from, from.plus(LIFE_OF_CLIENT), new Use.Client());
    }

    /** Whether at most a third of its time is left. */
    private static boolean isWorn(Pair pair, Instant now) {
        Instant from = pair.certificate().getNotBefore().toInstant();
        Instant until = pair.certificate().getNotAfter().toInstant();
        return now.isAfter(until.minus(Duration.between(from, until).dividedBy(THIRDS)));
    }

    private static void put(Map<String, String> data, String key, String text) {
        data.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Map<String, String> data, String key) {
        try {
            return new String(Base64.getDecoder().decode(data.getOrDefault(key, "")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
