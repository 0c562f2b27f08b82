package io.kongruent.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.behaviour.GlobalSpec;
import io.kongruent.behaviour.RuleSpec;
import io.kongruent.kong.KongEntity.Plugin;
import io.kongruent.kong.KongEntity.Route;
import io.kongruent.kong.KongState;
import java.util.Optional;

/** What tests ask of states. */
final class States {

    private States() {}

    static Route only(KongState state) {
        assertThat(state.all(Route.class)).hasSize(1);
        return state.all(Route.class).getFirst();
    }

    static GlobalSpec global(KongState state) {
        return state.all(Plugin.class).stream()
                .filter(p -> p.route().isEmpty())
                .map(p -> GlobalSpec.parse(String.valueOf(p.config().get("spec"))))
                .findFirst()
                .orElseThrow();
    }

    static RuleSpec spec(KongState state, String route) {
        return state.all(Plugin.class).stream()
                .filter(p -> p.route().equals(Optional.of(route)))
                .map(p -> RuleSpec.parse(String.valueOf(p.config().get("spec"))))
                .findFirst()
                .orElseThrow();
    }

    static void assertThatItAnswers500(KongState state, String route) {
        assertThat(state.all(Route.class))
                .filteredOn(r -> r.name().equals(route))
                .singleElement()
                .satisfies(r -> assertThat(r.service()).isEmpty());
        assertThat(spec(state, route).respond())
                .hasValueSatisfying(r -> assertThat(r.status()).isEqualTo(500));
    }
}
