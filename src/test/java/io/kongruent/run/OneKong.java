package io.kongruent.run;

import io.kongruent.capability.Capabilities;
import io.kongruent.engine.Fleet;
import io.kongruent.engine.PlaneSettings;
import io.kongruent.push.Admin;
import io.kongruent.push.PushTiming;
import io.kongruent.translate.TranslateOptions;
import java.util.List;
import java.util.Map;

/** A controller for a single Kong, whose port 8000 is the Gateways' port 80. */
public final class OneKong {

    private OneKong() {}

    /** With the name that Kongruent has where none is set. */
    public static Setup setup(Admin kong) {
        return setup("kongruent.io/gateway-controller", kong);
    }

    public static Setup setup(String controllerName, Admin kong) {
        return new Setup(
                controllerName,
                false,
                false,
                TranslateOptions.DEFAULT,
                Fleet.of(List.of(PlaneSettings.of("default", List.of(kong), Map.of(80, 8000))), "default"),
                Capabilities.shipped("0.1.0", List.of()),
                PushTiming.DEFAULT);
    }
}
