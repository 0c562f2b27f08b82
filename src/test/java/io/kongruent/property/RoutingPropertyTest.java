package io.kongruent.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.kongruent.kong.Document;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongState;
import io.kongruent.oracle.Answer;
import io.kongruent.oracle.Judgement;
import io.kongruent.oracle.Level;
import io.kongruent.oracle.Oracle;
import io.kongruent.oracle.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The product against the oracle. */
class RoutingPropertyTest {

    private static final int WORLDS = 500;

    /** What a request gets, and over TLS the certificates that may be shown before. */
    private record Served(Answer answer, Set<String> certificates) {}

    private static Inquiry<Request, Served> requests(
            LongFunction<List<HasMetadata>> worlds, Function<List<HasMetadata>, Subject> subjects) {
        return new Inquiry<>(
                worlds,
                Inquiry.Questions.ofSeed(seed -> new Requests(seed)::next),
                (world, levels) -> {
                    Oracle oracle = new Oracle(world, levels);
                    return request -> {
                        Judgement<Answer> judgement = oracle.judge(request);
                        return judgement.saying(new Served(judgement.answer(), shown(request, oracle::certificates)));
                    };
                },
                world -> new Certifying(subjects.apply(world)));
    }

    private record Certifying(Subject subject) implements Product<Request, Served> {
        @Override
        public Served answer(Request request) {
            return new Served(subject.answer(request), shown(request, subject::certificates));
        }

        @Override
        public void close() {
            subject.close();
        }
    }

    private static Set<String> shown(Request request, Function<Request, Set<String>> certificates) {
        return request.tls().isPresent() ? certificates.apply(request) : Set.of();
    }

    private static Subject subject(List<HasMetadata> world) {
        return new Subject(world, Exclusions.NONE);
    }

    private static List<HasMetadata> accepted(long seed) {
        return new World(seed, false).objects();
    }

    private static List<HasMetadata> everyThirdWithRefusals(long seed) {
        return new World(seed, seed % 3 == 0).objects();
    }

    @Test
    void everyRequestGoesWhereTheSpecificationSays() {
        Tries<Request, Served> tries = requests(
                        RoutingPropertyTest::everyThirdWithRefusals, RoutingPropertyTest::subject)
                .tries(WORLDS);
        tries.assertAgreement();

        int handshakes = tries.count(t -> t.question().tls().isPresent());
        int refusedHandshakes = tries.count(t -> t.judgement().answer().answer() instanceof Answer.NoHandshake);
        int spoofed = tries.count(t -> spoofs(t.question()));
        System.out.printf(
                "property: %d tries, %d%% match two rules or more, %d handshakes of which %d refused, %d with the port of another listener in Host, decided by %s%n",
                tries.size(),
                100 * tries.contested() / tries.size(),
                handshakes,
                refusedHandshakes,
                spoofed,
                tries.decided());
        assertThat(tries.contested()).as("tries that match two rules or more").isGreaterThan(tries.size() / 3);
        assertThat(handshakes).as("tries over TLS").isGreaterThan(tries.size() / 5);
        assertThat(refusedHandshakes).as("refused handshakes").isGreaterThan(tries.size() / 100);
        assertThat(spoofed)
                .as("tries with the port of another listener in Host")
                .isGreaterThan(tries.size() / 5);
        tries.assertAllDecide(Level.OF_REQUESTS);
    }

    private static boolean spoofs(Request request) {
        int colon = request.host().indexOf(':');
        return colon >= 0
                && !request.host().substring(colon + 1).equals(String.valueOf(Subject.PORTS.get(request.port())));
    }

    @Test
    void swappingAnyTwoLevelsOfPrecedenceIsNoticed() {
        Inquiry<Request, Answer> answers = new Inquiry<>(
                RoutingPropertyTest::accepted,
                Inquiry.Questions.ofSeed(seed -> new Requests(seed)::next),
                (world, levels) -> new Oracle(world, levels)::judge,
                RoutingPropertyTest::subject);
        answers.assertSwapsAreNoticed(Level.OF_REQUESTS, 4_000);
    }

    @Test
    void everyFlawIsNoticed() {
        for (Subject.Flaw flaw : Subject.Flaw.values()) {
            Tries<Request, Served> tries = requests(RoutingPropertyTest::accepted, world -> Subject.flawed(world, flaw))
                    .tries(60);
            assertThat(tries.count(t -> !t.agrees()))
                    .as("requests that show %s", flaw)
                    .isGreaterThan(20);
        }
    }

    /** Through Kong's own router cache, which forgets the protocol: requests that differ in nothing else follow one another. */
    @Test
    void withoutThePluginTooEveryRequestGoesWhereTheSpecificationSays() {
        Inquiry<Request, Answer> plain = new Inquiry<>(
                seed -> World.plain(seed).objects(),
                (world, seed) -> {
                    Oracle oracle = new Oracle(world, Level.SPECIFIED);
                    return Stream.generate(new Requests(seed)::nextPlain)
                            .limit(Inquiry.EACH)
                            .flatMap(request -> bothWays(request, oracle).stream())
                            .toList();
                },
                (world, levels) -> new Oracle(world, levels)::judge,
                Subject::plain);
        Tries<Request, Answer> tries = plain.tries(200);
        tries.assertAgreement();

        System.out.printf(
                "without the plugin: %d tries, %d%% match two rules or more%n",
                tries.size(), 100 * tries.contested() / tries.size());
        assertThat(tries.contested()).isGreaterThan(tries.size() / 4);
        assertThat(tries.count(t -> t.question().tls().isPresent())).isGreaterThan(tries.size() / 5);
    }

    /** The same request on both ports, over TLS where the handshake is taken: for the host that it is for, since without the plugin nothing is misdirected. */
    private static List<Request> bothWays(Request request, Oracle oracle) {
        Request plain =
                new Request(80, request.method(), request.host(), request.path(), request.query(), request.headers());
        Request secure = new Request(
                443,
                request.method(),
                request.host(),
                request.path(),
                request.query(),
                request.headers(),
                Optional.of(new Request.Handshake(Optional.of(request.host().replaceFirst("\\.?(:\\d+)?$", "")))));
        return oracle.certificates(secure).isEmpty() ? List.of(plain) : List.of(plain, secure);
    }

    @Test
    void theOrderOfObjectsNeverChangesAByte() {
        for (long seed = 0; seed < 100; seed++) {
            List<HasMetadata> objects = new World(seed, true).objects();
            List<HasMetadata> shuffled = new ArrayList<>(objects);
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(text(Subject.translate(shuffled, Exclusions.NONE)))
                    .isEqualTo(text(Subject.translate(objects, Exclusions.NONE)));
        }
    }

    @Test
    void addingARouteChangesNoOtherEntity() {
        int compared = 0;
        for (long seed = 0; seed < 200; seed++) {
            List<HasMetadata> all = new World(seed, true).objects();
            List<HasMetadata> fewer = new ArrayList<>(all);
            fewer.remove(fewer.stream()
                    .filter(HTTPRoute.class::isInstance)
                    .reduce((a, b) -> b)
                    .orElseThrow());
            Map<String, KongEntity> before = byId(Subject.translate(fewer, Exclusions.NONE));
            Map<String, KongEntity> after = byId(Subject.translate(all, Exclusions.NONE));
            for (KongEntity entity : before.values()) {
                boolean global =
                        entity instanceof KongEntity.Plugin p && p.route().isEmpty();
                if (!global) {
                    assertThat(after.get(entity.id())).as("world %d", seed).isEqualTo(entity);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(1_000);
    }

    private static Map<String, KongEntity> byId(KongState state) {
        Map<String, KongEntity> byId = new HashMap<>();
        state.entities().forEach(e -> byId.put(e.id(), e));
        return byId;
    }

    private static String text(KongState state) {
        return new String(Document.of(state).bytes("v"), StandardCharsets.UTF_8);
    }
}
