package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.kinds.Kind;
import io.kongruent.kinds.Kinds;
import io.kongruent.snapshot.Manifests;
import org.junit.jupiter.api.Test;

/** Every kind that is understood is read from manifests. */
class KindsAreReadTest {

    @Test
    void allOfThem() {
        for (Kind<?> kind : Kinds.ALL) {
            String manifest = "apiVersion: " + HasMetadata.getApiVersion(kind.type()) + "\nkind: " + kind.name()
                    + "\nmetadata: {name: x}\n";

            assertThat(Manifests.parse(kind.name(), manifest).objects())
                    .singleElement()
                    .satisfies(o -> assertThat(o.object()).isInstanceOf(kind.type()));
        }
    }
}
