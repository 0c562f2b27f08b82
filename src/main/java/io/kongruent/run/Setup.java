package io.kongruent.run;

import io.kongruent.capability.Capabilities;
import io.kongruent.engine.EngineInput;
import io.kongruent.engine.EngineListener;
import io.kongruent.engine.Fleet;
import io.kongruent.push.PushTiming;
import io.kongruent.settings.KongruentSettings;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.translate.TranslateOptions;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a controller is to do, wherever its objects come from.
 *
 * @param controllerName whose GatewayClasses are ours
 * @param allowExternalName whether backends may be Services of type ExternalName
 * @param mesh whether we answer for traffic between Services
 * @param fleet the data planes
 * @param shipped what the plugin that comes with this program can do
 */
public record Setup(
        String controllerName,
        boolean allowExternalName,
        boolean mesh,
        TranslateOptions options,
        Fleet fleet,
        Capabilities shipped,
        PushTiming timing) {

    /** As the settings say, their data planes too. Throws as {@link #of(KongruentSettings, Fleet, Capabilities)}. */
    public static Setup of(KongruentSettings settings, DataPlanes dataPlanes, Capabilities shipped) {
        return of(settings, dataPlanes.fleet(), shipped);
    }

    /**
     * As the settings say.
     *
     * @throws WrongSetting when they can't be had
     */
    public static Setup of(KongruentSettings settings, Fleet fleet, Capabilities shipped) {
        TranslateOptions.Tags tags = switch (settings.tags()) {
            case NONE -> TranslateOptions.Tags.NONE;
            case KUBERNETES -> TranslateOptions.Tags.KUBERNETES;
        };
        if (settings.controllerName().indexOf('/') <= 0) {
            throw new WrongSetting(
                    "kongruent.controller-name",
                    "\"" + settings.controllerName() + "\" is no name of a controller",
                    "It is a domain, a slash and a path, such as kongruent.io/gateway-controller.");
        }
        return new Setup(
                settings.controllerName(),
                settings.allowExternalName(),
                settings.mesh().enabled(),
                new TranslateOptions(tags),
                fleet,
                shipped,
                timing(settings.push()));
    }

    EngineInput input(Supplier<Snapshot> snapshots, EngineListener listener) {
        return new EngineInput(
                controllerName, allowExternalName, mesh, options, snapshots, fleet, shipped, timing, listener);
    }

    private static PushTiming timing(KongruentSettings.Push push) {
        if (push.rest() < 0 || Double.isNaN(push.rest()) || push.rest() > 1_000) {
            throw new WrongSetting(
                    "kongruent.push.rest", push.rest() + " is out of bounds", "It is a factor from 0 to 1000.");
        }
        PushTiming standard = PushTiming.DEFAULT;
        return new PushTiming(
                positive("watch", push.watch()),
                standard.poll(),
                positive("applied-within", push.appliedWithin()),
                standard.retry(),
                positive("retry-most", push.retryMost()),
                push.rest());
    }

    private static Duration positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new WrongSetting(
                    "kongruent.push." + name, duration + " is no time to wait", "Write it as 500ms, 10s or 2m.");
        }
        return duration;
    }
}
