package io.kongruent.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.kongruent.kong.Document;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongState;
import io.kongruent.oracle.Answer;
import io.kongruent.oracle.Level;
import io.kongruent.oracle.Oracle;
import io.kongruent.oracle.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The product against the oracle. Seeds are fixed: a failure can be had again. */
class RoutingPropertyTest {

    private static final int WORLDS = 500;
    private static final int REQUESTS = 40;

    @Test
    void everyRequestGoesWhereTheSpecificationSays() {
        int tries = 0;
        int contested = 0;
        int handshakes = 0;
        int refusedHandshakes = 0;
        int spoofed = 0;
        Map<Level, Integer> decided = new EnumMap<>(Level.class);
        for (long seed = 0; seed < WORLDS; seed++) {
            List<HasMetadata> objects = new World(seed, seed % 3 == 0).objects();
            Oracle oracle = new Oracle(objects, Level.SPECIFIED);
            Requests requests = new Requests(seed);
            try (Subject subject = new Subject(objects, Exclusions.NONE)) {
                for (int i = 0; i < REQUESTS; i++) {
                    Request request = requests.next();
                    Oracle.Judgement judgement = oracle.judge(request);
                    assertThat(subject.answer(request))
                            .as("world %d request %d: %s", seed, i, request)
                            .isEqualTo(judgement.answer());
                    assertThat(certified(subject, oracle, request))
                            .as("world %d request %d: %s", seed, i, request)
                            .isTrue();
                    tries++;
                    handshakes += request.tls().isPresent() ? 1 : 0;
                    refusedHandshakes += judgement.answer() instanceof Answer.NoHandshake ? 1 : 0;
                    spoofed += spoofs(request) ? 1 : 0;
                    contested += judgement.rules() > 1 ? 1 : 0;
                    judgement.decidedBy().ifPresent(l -> decided.merge(l, 1, Integer::sum));
                }
            }
        }
        System.out.printf(
                "property: %d tries, %d%% match two rules or more, %d handshakes of which %d refused, %d with the port of another listener in Host, decided by %s%n",
                tries, 100 * contested / tries, handshakes, refusedHandshakes, spoofed, decided);
        assertThat(contested).as("tries that match two rules or more").isGreaterThan(tries / 3);
        assertThat(handshakes).as("tries over TLS").isGreaterThan(tries / 5);
        assertThat(refusedHandshakes).as("refused handshakes").isGreaterThan(tries / 100);
        assertThat(spoofed)
                .as("tries with the port of another listener in Host")
                .isGreaterThan(tries / 5);
        int all = tries;
        assertThat(Level.OF_REQUESTS)
                .allSatisfy(level -> assertThat(decided.getOrDefault(level, 0))
                        .as("tries decided by %s", level)
                        .isGreaterThanOrEqualTo(all / 100));
    }

    private static boolean spoofs(Request request) {
        int colon = request.host().indexOf(':');
        return colon >= 0
                && !request.host().substring(colon + 1).equals(String.valueOf(Subject.PORTS.get(request.port())));
    }

    @Test
    void swappingAnyTwoLevelsOfPrecedenceIsNoticed() {
        for (List<Level> swapped : Level.swapped(Level.OF_REQUESTS)) {
            assertThat(disagreement(swapped)).as("swapped %s", swapped).isPresent();
        }
    }

    /** The first request on which a differently ordered oracle gives another answer than the product. */
    private static Optional<Request> disagreement(List<Level> levels) {
        for (long seed = 0; seed < 4_000; seed++) {
            List<HasMetadata> objects = new World(seed, false).objects();
            Oracle right = new Oracle(objects, Level.SPECIFIED);
            Oracle wrong = new Oracle(objects, levels);
            Requests requests = new Requests(seed);
            for (int i = 0; i < REQUESTS; i++) {
                Request request = requests.next();
                Answer mutant = wrong.judge(request).answer();
                if (mutant.equals(right.judge(request).answer())) {
                    continue;
                }
                try (Subject subject = new Subject(objects, Exclusions.NONE)) {
                    if (!subject.answer(request).equals(mutant)) {
                        return Optional.of(request);
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Test
    void everyFlawIsNoticed() {
        for (Subject.Flaw flaw : Subject.Flaw.values()) {
            assertThat(noticed(flaw)).as("requests that show %s", flaw).isGreaterThan(20);
        }
    }

    private static int noticed(Subject.Flaw flaw) {
        int noticed = 0;
        for (long seed = 0; seed < 60; seed++) {
            List<HasMetadata> objects = new World(seed, false).objects();
            Oracle oracle = new Oracle(objects, Level.SPECIFIED);
            Requests requests = new Requests(seed);
            try (Subject subject = Subject.flawed(objects, flaw)) {
                for (int i = 0; i < REQUESTS; i++) {
                    Request request = requests.next();
                    boolean same =
                            subject.answer(request).equals(oracle.judge(request).answer())
                                    && certified(subject, oracle, request);
                    noticed += same ? 0 : 1;
                }
            }
        }
        return noticed;
    }

    private static boolean certified(Subject subject, Oracle oracle, Request request) {
        return request.tls().isEmpty() || subject.certificates(request).equals(oracle.certificates(request));
    }

    /** Through Kong's own router cache, which forgets the protocol: requests that differ in nothing else follow one another. */
    @Test
    void withoutThePluginTooEveryRequestGoesWhereTheSpecificationSays() {
        int tries = 0;
        int contested = 0;
        int sameOverTls = 0;
        for (long seed = 0; seed < 200; seed++) {
            List<HasMetadata> objects = World.plain(seed).objects();
            Oracle oracle = new Oracle(objects, Level.SPECIFIED);
            Requests requests = new Requests(seed);
            try (Subject subject = Subject.plain(objects)) {
                for (int i = 0; i < REQUESTS; i++) {
                    for (Request request : bothWays(requests.nextPlain(), oracle)) {
                        Oracle.Judgement judgement = oracle.judge(request);
                        assertThat(subject.answer(request))
                                .as("world %d request %d: %s", seed, i, request)
                                .isEqualTo(judgement.answer());
                        tries++;
                        contested += judgement.rules() > 1 ? 1 : 0;
                        sameOverTls += request.tls().isPresent() ? 1 : 0;
                    }
                }
            }
        }
        System.out.printf(
                "without the plugin: %d tries, %d%% match two rules or more%n", tries, 100 * contested / tries);
        assertThat(contested).isGreaterThan(tries / 4);
        assertThat(sameOverTls).isGreaterThan(tries / 5);
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
