package io.kongruent.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.graph.Precedence;
import io.kongruent.kong.KongEntity.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The two numbers order as the Gateway API's sentences do. */
class OrderProperties {

    /** Everything that the order looks at. */
    record Standing(HostClass host, Precedence precedence, long created, String path, int rule, int match) {

        /** "… continuing on ties": most specific host, path, method, headers, query parameters; oldest; first by name; first rule; first match. */
        static final Comparator<Standing> BEST_FIRST = Comparator.comparing(Standing::host, Comparator.reverseOrder())
                .thenComparing(Standing::precedence, Comparator.reverseOrder())
                .thenComparing(Standing::created)
                .thenComparing(Standing::path)
                .thenComparing(Standing::rule)
                .thenComparing(Standing::match);

        Route route(long hash) {
            return new Route(
                    Order.id(created, path, 0, rule, match, hash),
                    "r",
                    "x",
                    Order.priority(Order.Band.RULES, host, precedence, created),
                    List.of(),
                    java.util.Optional.empty(),
                    false,
                    true,
                    List.of());
        }
    }

    static final Comparator<Route> KONG =
            Comparator.comparing(Route::priority).thenComparing(Route::id).reversed();

    @Provide
    Arbitrary<Standing> standings() {
        Arbitrary<HostClass> hosts = Arbitraries.of(0, 4, 5, 13, 254, 255).map(HostClass::new);
        Arbitrary<Precedence> precedences = Combinators.combine(
                        Arbitraries.of(0, 1, 2048, 4095),
                        Arbitraries.of(0, 1),
                        Arbitraries.of(0, 1, 16, 31),
                        Arbitraries.of(0, 1, 16, 31))
                .as(Precedence::new);
        Arbitrary<Long> ages = Arbitraries.of(
                1_402_012_800L, 1_700_000_000L, 1_700_000_001L, 1_700_262_143L, 1_700_262_144L, 3_549_496_447L);
        Arbitrary<String> names =
                Arbitraries.of("a/a", "a/b", "a-b/a", "a.b/a", "a0/a", "ab/a", "b/a", "default/web-1", "default/web-2");
        Arbitrary<Integer> rules = Arbitraries.of(0, 1, 15);
        Arbitrary<Integer> matches = Arbitraries.of(0, 1, 63);
        return Combinators.combine(hosts, precedences, ages, names, rules, matches)
                .as(Standing::new);
    }

    @Property(tries = 20_000)
    void kongsOrderIsTheOrderOfTheSpecification(@ForAll("standings") Standing a, @ForAll("standings") Standing b) {
        int wanted = Standing.BEST_FIRST.compare(a, b);
        int kong = KONG.compare(a.route(a.hashCode() & 0x1FFFFFF), b.route(b.hashCode() & 0x1FFFFFF));
        if (wanted != 0) {
            assertThat(Integer.signum(kong)).isEqualTo(Integer.signum(wanted));
        }
    }

    /** Nearly equal ones, so that each level decides on its own. */
    @Property(tries = 5_000)
    void everyLevelDecides(@ForAll("standings") Standing a, @ForAll("standings") Standing b) {
        List<Standing> neighbours = List.of(
                new Standing(b.host(), a.precedence(), a.created(), a.path(), a.rule(), a.match()),
                new Standing(a.host(), b.precedence(), a.created(), a.path(), a.rule(), a.match()),
                new Standing(a.host(), a.precedence(), b.created(), a.path(), a.rule(), a.match()),
                new Standing(a.host(), a.precedence(), a.created(), b.path(), a.rule(), a.match()),
                new Standing(a.host(), a.precedence(), a.created(), a.path(), b.rule(), a.match()),
                new Standing(a.host(), a.precedence(), a.created(), a.path(), a.rule(), b.match()));
        for (Standing n : neighbours) {
            if (!n.equals(a)) {
                assertThat(Integer.signum(KONG.compare(a.route(7), n.route(7))))
                        .isEqualTo(Integer.signum(Standing.BEST_FIRST.compare(a, n)));
            }
        }
    }

    @Test
    void everyBitHasItsPlace() {
        Precedence full = new Precedence(4095, 1, 31, 31);
        assertThat(Order.priority(Order.Band.GUARDS, HostClass.EXACT, full, 0))
                .isEqualTo((2L << 44) | ((1L << 44) - 1))
                .isLessThanOrEqualTo(70_368_744_177_663L);
        assertThat(Order.priority(Order.Band.FLOOR, HostClass.NONE, new Precedence(0, 0, 0, 0), 3_549_496_447L))
                .isZero();
        assertThat(Order.id(0, "", 31, 0, 0, (1 << 25) - 1)).isEqualTo("ffffffff-ffff-ffff-ffff-ffffffffffff");
        assertThat(Order.id(3_549_496_447L, "zzzzzzzzzzzzzzz", 0, 99, 99, 0)).startsWith("0000");
    }

    @Test
    void anUnknownAgeIsTheOldest() {
        assertThat(Order.id(0, "a/a", 0, 0, 0, 0)).isGreaterThan(Order.id(1_700_000_000L, "a/a", 0, 0, 0, 0));
    }

    @Property(tries = 300)
    void theOrderOfObjectsChangesNothingAndAddingOneChangesNoOther(@ForAll("sketches") List<Sample> samples) {
        Sketch all = sketch(samples);
        assertThat(all.state())
                .isEqualTo(Translator.translate(
                        all.reversed(), all.dataPlane(), io.kongruent.kong.Exclusions.NONE, TranslateOptions.DEFAULT));
        Sketch fewer = sketch(samples.subList(1, samples.size()));
        Set<Route> before = new TreeSet<>(Comparator.comparing(Route::toString));
        before.addAll(fewer.state().all(Route.class));
        assertThat(all.state().all(Route.class)).containsAll(before);
    }

    /** The residue: long names with the same beginning, same age, same claim. */
    @Property(tries = 300)
    void namesDecideBeyondTheirBeginning(@ForAll("sketches") List<Sample> samples) {
        List<Sample> contested = samples.stream()
                .map(s -> new Sample("a-long-namespace-" + s.namespace(), s.name(), s.path(), "a.test", 0))
                .toList();
        List<Route> routes = new ArrayList<>(sketch(contested).state().all(Route.class));
        routes.sort(KONG);
        List<String> bestFirst = routes.stream()
                .filter(r -> r.expression().contains("\"/\""))
                .map(Route::name)
                .toList();
        assertThat(bestFirst).isSorted();
        assertThat(routes.stream().map(Route::id)).doesNotHaveDuplicates();
    }

    record Sample(String namespace, String name, String path, String host, long created) {}

    @Provide
    Arbitrary<List<Sample>> sketches() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of("w1", "w2", "w3", "w4"),
                        Arbitraries.of("/", "/", "/a", "/b"),
                        Arbitraries.of("a.test", "*.test", ""),
                        Arbitraries.of(1_700_000_000L, 1_700_000_001L))
                .as(Sample::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(8)
                .uniqueElements(s -> s.namespace() + "/" + s.name());
    }

    private static Sketch sketch(List<Sample> samples) {
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        for (Sample s : samples) {
            sketch.route(
                    s.namespace(),
                    s.name(),
                    s.created(),
                    s.host().isEmpty() ? List.of() : List.of(s.host()),
                    Sketch.rule(0, List.of(Sketch.prefix(s.path())), List.of(), Sketch.backend("default", "web", 1)));
        }
        return sketch;
    }
}
