package io.kongruent.engine;

import io.kongruent.capability.Capabilities;
import io.kongruent.push.PushTiming;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.translate.TranslateOptions;
import java.util.function.Supplier;

/**
 * What an engine runs on.
 *
 * @param controllerName whose GatewayClasses are ours
 * @param allowExternalName whether backends may be Services of type ExternalName
 * @param mesh whether we answer for traffic between Services
 * @param snapshots everything seen now; only asked once everything has been seen
 * @param fleet the data planes
 * @param shipped what the plugin that comes with this program can do
 */
public record EngineInput(
        String controllerName,
        boolean allowExternalName,
        boolean mesh,
        TranslateOptions options,
        Supplier<Snapshot> snapshots,
        Fleet fleet,
        Capabilities shipped,
        PushTiming timing,
        EngineListener listener) {}
