package io.kongruent.behaviour;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Valid specs and requests from small alphabets, so that names, prefixes and hosts often meet. */
final class RandomSpecs {
    private static final String[] NAMES = {"a", "A", "x-a", "X-A", "x_a", "Host", "te", "b", "Set-Cookie", "x.y"};
    private static final String[] VALUES = {"1", "a, b", "é", "$(x)", "%41", "\"", "\t;", "€"};
    private static final String[] ODD = {"", "\uDCFF", "\uDCC3(", "é\uDCE9", "\u0001", "%zz", " "};
    private static final String[] HOSTS = {"a.test", "b.a.test", "a", "x.test"};
    private static final String[] PATHS = {
        "/", "", "/a", "/a/", "/a/b", "a", "/a b", "/%61", "/a%2fb", "/é", "/a//b", "/a?x"
    };
    private static final int[] STATUSES = {301, 302, 303, 307, 308};

    private RandomSpecs() {}

    private static String one(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static <T> Optional<T> maybe(Random random, Function<Random, T> make) {
        return random.nextInt(3) == 0 ? Optional.of(make.apply(random)) : Optional.empty();
    }

    private static <T> List<T> some(Random random, int most, Function<Random, T> make) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            list.add(make.apply(random));
        }
        return list;
    }

    private static HeaderEdits edits(Random random) {
        if (random.nextBoolean()) {
            return HeaderEdits.NONE;
        }
        return new HeaderEdits(
                some(random, 2, r -> new HeaderField(one(r, NAMES), one(r, VALUES))),
                some(random, 2, r -> new HeaderField(one(r, NAMES), one(r, VALUES))),
                some(random, 2, r -> one(r, NAMES)));
    }

    private static PathEdit path(Random random) {
        return random.nextInt(3) == 0
                ? new PathEdit.Full(one(random, PATHS))
                : new PathEdit.Prefix(one(random, PATHS), one(random, PATHS));
    }

    private static Redirect redirect(Random random) {
        return new Redirect(
                maybe(random, r -> one(r, "http", "https")),
                maybe(random, r -> one(r, HOSTS)),
                random.nextInt(3) == 0
                        ? OptionalInt.of(new int[] {80, 443, 8080}[random.nextInt(3)])
                        : OptionalInt.empty(),
                maybe(random, RandomSpecs::path),
                STATUSES[random.nextInt(STATUSES.length)]);
    }

    private static Rewrite rewrite(Random random) {
        return new Rewrite(maybe(random, r -> one(r, HOSTS)), maybe(random, RandomSpecs::path));
    }

    private static Respond respond(Random random) {
        return new Respond(200 + random.nextInt(400), maybe(random, r -> one(r, VALUES) + "\n\u0001/\\"));
    }

    private static WeightedBackend backend(Random random) {
        return new WeightedBackend(
                random.nextInt(5),
                maybe(random, r -> "u" + r.nextInt(3)),
                edits(random),
                edits(random),
                random.nextInt(8) == 0 ? Optional.of(redirect(random)) : Optional.empty(),
                maybe(random, RandomSpecs::rewrite),
                random.nextInt(8) == 0 ? Optional.of(respond(random)) : Optional.empty());
    }

    static RuleSpec rule(Random random) {
        return new RuleSpec(
                edits(random),
                edits(random),
                random.nextInt(6) == 0 ? Optional.of(redirect(random)) : Optional.empty(),
                maybe(random, RandomSpecs::rewrite),
                some(random, 4, RandomSpecs::backend),
                random.nextInt(10) == 0 ? Optional.of(respond(random)) : Optional.empty(),
                new Timeouts(maybe(random, r -> Duration.ofMillis(r.nextInt(1000)))));
    }

    static GlobalSpec global(Random random) {
        SortedMap<Integer, GlobalSpec.Listen> listeners = new TreeMap<>();
        SortedMap<Integer, SortedMap<String, List<String>>> tls = new TreeMap<>();
        for (int port : new int[] {8000, 8443}) {
            SortedMap<String, String> hosts = new TreeMap<>();
            SortedMap<String, List<String>> certificates = new TreeMap<>();
            for (String host : new String[] {"", "*.test", "*.a.test", "a.test"}) {
                if (random.nextBoolean()) {
                    hosts.put(host, port + "/" + host);
                    certificates.put(host, random.nextInt(4) == 0 ? List.of() : List.of("certificate-of-" + host));
                }
            }
            listeners.put(port, new GlobalSpec.Listen(random.nextBoolean() ? 80 : 8080, hosts));
            tls.put(port, certificates);
        }
        return new GlobalSpec(
                "v" + random.nextInt(),
                listeners,
                tls,
                some(random, 6, RandomSpecs::fact),
                some(random, 2, r -> one(r, "x-a", "b", "a-b-c")));
    }

    private static Fact fact(Random random) {
        Fact.Subject subject = random.nextBoolean()
                ? new Fact.Subject.Query(one(random, "a", "x-y", "a b", "é"))
                : new Fact.Subject.Header(one(random, "a", "x_a", "x-a"));
        Fact.Test test = random.nextBoolean()
                ? new Fact.Test.Exact(one(random, "1", "", "a b", "1,2"))
                : new Fact.Test.Regex(one(random, "^1", "a|b", "\\d+$", "(?i)A", ""));
        return Fact.of(subject, test);
    }

    static RequestView request(Random random) {
        return new RequestView(
                one(random, "http", "https"),
                one(random, "GET", "POST"),
                one(random, HOSTS) + one(random, "", ":80", ".", ":", "\uDCFF", ".:8000"),
                random.nextBoolean() ? 8000 : 8443,
                "/" + one(random, "", "a", "a/", "a/b", "a b", "A", "a%2Fb", "é/\uDCE9", "a%20b/c", "ab"),
                maybe(random, r -> "/" + one(r, "/a", "a/../b", "%7e\\")),
                maybe(
                        random,
                        r -> one(r, "", "a=1", "a=1&a=2", "x-y=a+b&a", "%61=%31", "a%20b=1&é=1", "%C3%A9=&x-y=%zz")),
                some(random, 5, r -> new HeaderField(one(r, NAMES), r.nextBoolean() ? one(r, VALUES) : one(r, ODD))));
    }
}
