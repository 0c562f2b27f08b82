package io.kongruent.engine;

import io.kongruent.capability.Capabilities;
import io.kongruent.push.PushTiming;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.translate.TranslateOptions;
import java.util.List;
import java.util.function.Supplier;

/**
 * What an engine runs on.
 *
 * @param controllerName whose GatewayClasses are ours
 * @param snapshots everything seen now; only asked once everything has been seen
 * @param planes at least one
 * @param defaultPlane the name of the one for Gateways that none claims
 * @param shipped what the plugin that comes with this program can do
 */
public record EngineInput(
        String controllerName,
        boolean allowExternalName,
        TranslateOptions options,
        Supplier<Snapshot> snapshots,
        List<PlaneSettings> planes,
        String defaultPlane,
        Capabilities shipped,
        PushTiming timing,
        EngineListener listener) {

    public EngineInput {
        planes = List.copyOf(planes);
    }
}
