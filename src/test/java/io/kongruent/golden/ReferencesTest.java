package io.kongruent.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.kongruent.graph.References;
import io.kongruent.kinds.Kinds;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.translate.KongDialect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** What is read on demand is all that the graph rests on: with the other Secrets and ConfigMaps out of sight every golden case comes out the same. */
class ReferencesTest {

    @Test
    void theGraphAsksForNothingElse() throws IOException {
        int unseen = 0;
        for (GoldenCase golden : GoldenCase.all()) {
            Snapshot whole = golden.manifests().snapshot();
            SortedSet<Ref> wanted = References.onDemand(whole, GoldenRun.CONTROLLER, Kinds.lowerers(new KongDialect()));
            List<HasMetadata> seen = new ArrayList<>();
            for (HasMetadata object : whole.all()) {
                boolean onDemand = object instanceof Secret || object instanceof ConfigMap;
                if (onDemand && !wanted.contains(ref(object))) {
                    unseen++;
                } else {
                    seen.add(object);
                }
            }
            GoldenSettings settings = GoldenSettings.of(GoldenTest.yaml(golden.text("settings.yaml")));
            KongSays says = KongSays.of(GoldenTest.yaml(golden.text("kong-says.yaml")));
            assertThat(GoldenRun.of(Snapshot.of(seen), settings, says))
                    .as(golden.concern() + "/" + golden.name())
                    .isEqualTo(GoldenRun.of(whole, settings, says));
        }
        assertThat(unseen).isPositive();
    }

    private static Ref ref(HasMetadata object) {
        return Ref.core(
                object.getKind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
    }
}
