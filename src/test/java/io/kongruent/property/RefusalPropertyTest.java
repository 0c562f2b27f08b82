package io.kongruent.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongEntity;
import io.kongruent.oracle.Answer;
import io.kongruent.oracle.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Refusing never opens: no request reaches a backend, and no handshake shows a certificate, that it wouldn't with everything accepted. */
class RefusalPropertyTest {

    private static final int WORLDS = 150;
    private static final int REQUESTS = 40;

    /** How requests fared: those that a refusal kept from a backend, and those that it sent to one, or showed a certificate, that wasn't theirs. */
    private record Tally(int kept, int opened) {}

    private static Tally compare(Subject accepted, Subject refused, long seed) {
        int kept = 0;
        int opened = 0;
        Requests requests = new Requests(seed);
        for (int i = 0; i < REQUESTS; i++) {
            Request request = requests.next();
            Set<String> before = reached(accepted.answer(request));
            Set<String> after = reached(refused.answer(request));
            boolean shown = request.tls().isEmpty()
                    || accepted.certificates(request).containsAll(refused.certificates(request));
            opened += before.containsAll(after) && shown ? 0 : 1;
            kept += after.containsAll(before) ? 0 : 1;
        }
        return new Tally(kept, opened);
    }

    private static Set<String> reached(Answer answer) {
        return answer instanceof Answer.Backends(var any)
                ? Set.copyOf(any.stream().filter(name -> name.contains("/")).toList())
                : Set.of();
    }

    private interface Change {
        List<HasMetadata> of(List<HasMetadata> objects);
    }

    /** Worlds with refusals, changed, beside the same worlds without. */
    private static Tally refused(Change change) {
        int kept = 0;
        int opened = 0;
        for (long seed = 0; seed < WORLDS; seed++) {
            try (Subject accepted = new Subject(new World(seed, false).objects(), Exclusions.NONE);
                    Subject refused = new Subject(change.of(new World(seed, true).objects()), Exclusions.NONE)) {
                Tally tally = compare(accepted, refused, seed);
                kept += tally.kept();
                opened += tally.opened();
            }
        }
        return new Tally(kept, opened);
    }

    /** Rules with filters that nobody knows, backends that aren't there, listeners whose certificate is missing. */
    @Test
    void whatWeRefuse() {
        Tally tally = refused(objects -> objects);
        assertThat(tally.opened()).isZero();
        assertThat(tally.kept()).isGreaterThan(WORLDS * REQUESTS / 20);
    }

    @Test
    void aRefusedRuleThatIsLeftOutIsNoticed() {
        assertThat(refused(objects -> edited(objects, RefusalPropertyTest::withoutRefusedRules))
                        .opened())
                .isGreaterThan(20);
    }

    @Test
    void aListenerWithoutCertificateThatIsLeftOutIsNoticed() {
        assertThat(refused(objects -> edited(objects, RefusalPropertyTest::withoutClosedListeners))
                        .opened())
                .isGreaterThan(5);
    }

    private interface Edit {
        HasMetadata of(HasMetadata object);
    }

    private static List<HasMetadata> edited(List<HasMetadata> objects, Edit edit) {
        return objects.stream().map(edit::of).toList();
    }

    private static HasMetadata withoutRefusedRules(HasMetadata object) {
        if (!(object instanceof HTTPRoute route)) {
            return object;
        }
        List<HTTPRouteRule> kept = new ArrayList<>(route.getSpec().getRules());
        kept.removeIf(rule -> !rule.getFilters().isEmpty());
        return new HTTPRouteBuilder(route)
                .editSpec()
                .withRules(kept.isEmpty() ? route.getSpec().getRules() : kept)
                .endSpec()
                .build();
    }

    private static HasMetadata withoutClosedListeners(HasMetadata object) {
        if (!(object instanceof Gateway gateway)) {
            return object;
        }
        List<Listener> kept = new ArrayList<>(gateway.getSpec().getListeners());
        kept.removeIf(listener -> listener.getTls() != null
                && listener.getTls().getCertificateRefs().getFirst().getName().equals("nothing"));
        return new GatewayBuilder(gateway)
                .editSpec()
                .withListeners(kept)
                .endSpec()
                .build();
    }

    /** Whatever Kong refuses, but for routes: one whose expression is refused is left out, for there is no other way to say its match. */
    @Test
    void whatKongRefuses() {
        Map<String, Integer> refusals = new TreeMap<>();
        int kept = 0;
        for (long seed = 0; seed < WORLDS; seed++) {
            List<HasMetadata> objects = new World(seed, true).objects();
            Random random = new Random(seed);
            try (Subject accepted = new Subject(objects, Exclusions.NONE)) {
                Map<String, String> refused = new TreeMap<>();
                for (KongEntity entity : accepted.state().entities()) {
                    boolean global =
                            entity instanceof KongEntity.Plugin p && p.route().isEmpty();
                    if (!(entity instanceof KongEntity.Route) && !global && random.nextInt(5) == 0) {
                        refused.put(Exclusions.key(entity), "refused");
                        refusals.merge(entity.collection(), 1, Integer::sum);
                    }
                }
                try (Subject without = new Subject(objects, new Exclusions(refused))) {
                    Tally tally = compare(accepted, without, seed);
                    assertThat(tally.opened()).as("world %d", seed).isZero();
                    kept += tally.kept();
                }
            }
        }
        assertThat(refusals).containsOnlyKeys("certificates", "plugins", "services", "upstreams");
        assertThat(refusals.values()).allMatch(count -> count > 40);
        assertThat(kept).isGreaterThan(WORLDS * REQUESTS / 20);
    }
}
