package io.kongruent.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.kongruent.capability.Capability;
import io.kongruent.capability.Feature;
import io.kongruent.push.AdminLook.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Whether our plugin is there, of which version, and what its self-test says. */
final class PluginChecks {

    private static final String NAME = "gateway-api";
    private static final String MOUNT =
            "mount the plugin's folder (docs/plugin.md), KONG_LUA_PACKAGE_PATH='/opt/kongruent/?.lua;;', KONG_PLUGINS=bundled,gateway-api";
    private static final int SPEC_VERSION = 1;
    private static final int MOST_NAMES = 6;

    private PluginChecks() {}

    static void look(Kong kong, Answer answer, String shipped, Findings findings) {
        if (kong.plugin().isEmpty()) {
            missing(kong, answer, findings);
            return;
        }
        JsonNode plugin = kong.plugin().get();
        boolean understands = StreamSupport.stream(plugin.path("spec_versions").spliterator(), false)
                .anyMatch(v -> v.asInt() == SPEC_VERSION);
        if (!understands) {
            findings.unusable(
                    "its plugin " + NAME + " understands other configurations than this Kongruent writes ("
                            + plugin.path("spec_versions") + ", not " + SPEC_VERSION + ")",
                    "nothing is sent at all",
                    "mount the plugin of this Kongruent, version " + shipped);
        }
        String version = plugin.path("version").asText();
        if (!version.equals(shipped)) {
            findings.note(
                    "its plugin " + NAME + " is " + version + ", and this Kongruent comes with " + shipped,
                    "what only one of them can do is refused",
                    "mount the plugin of this Kongruent");
        }
        for (Capability capability : Capability.values()) {
            JsonNode told = plugin.path("capabilities").path(capability.label());
            if (!told.path("ok").asBoolean()) {
                findings.lacks(
                        "its plugin can't do \"" + capability.label() + "\": "
                                + (told.isMissingNode()
                                        ? "version " + version + " doesn't know it"
                                        : told.path("reason").asText("no reason given")),
                        costs(capability),
                        told.isMissingNode() ? "mount the plugin of this Kongruent" : "what the reason names");
            }
        }
        if (kong.isConfigured() && kong.applied().findAny().isEmpty()) {
            findings.note(
                    "it has a configuration that isn't from Kongruent",
                    "the first one that is sent replaces all of it",
                    "another Kong for what is to stay");
        }
        long versions = kong.applied().distinct().count();
        if (versions > 1) {
            findings.note(
                    "its workers have " + versions + " different configurations",
                    "that is so for moments while one is loaded; if it lasts, no controller looks after it",
                    "nothing; ask again");
        }
    }

    private static void missing(Kong kong, Answer answer, Findings findings) {
        boolean loaded = kong.root().at("/plugins/available_on_server").has(NAME);
        String what = loaded
                ? "its plugin " + NAME + " is loaded but doesn't report: "
                        + (answer instanceof Answer.Other(int code, String beginning)
                                ? "its endpoint answers " + code + " " + beginning
                                : "its endpoint can't be read")
                : "it doesn't have the plugin " + NAME;
        findings.lacks(
                what,
                "only plain routing and weights are served, on one listener for HTTP and one for HTTPS; filters, TLS to backends and safe reloads are refused",
                loaded ? "the error log of Kong tells why; mount the plugin of this Kongruent anew" : MOUNT);
    }

    private static String costs(Capability capability) {
        List<String> features = Arrays.stream(Feature.values())
                .filter(feature -> feature.needs().contains(capability))
                .map(Feature::name)
                .toList();
        if (features.isEmpty()) {
            return "rules that need it are refused";
        }
        String named = features.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return "not supported: " + named
                + (features.size() > MOST_NAMES ? " and " + (features.size() - MOST_NAMES) + " more" : "");
    }
}
