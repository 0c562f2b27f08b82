package io.kongruent.documents;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.capability.Feature;
import io.kongruent.realinput.GatewayApiModule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code docs/features.md}: every feature name of the Gateway API, and what became of it here. */
final class FeatureTable {

    /** As the Go sources declare them: {@code SupportX FeatureName = "X"}, the type left out of some. */
    private static final Pattern NAME = Pattern.compile("(?m)^\\s*Support\\w+\\s+(?:FeatureName\\s+)?=\\s+\"(\\w+)\"");

    /** What v1.7 adds. */
    private static final List<String> NEWER = List.of(
            "ClusterTrustBundle",
            "GRPCRouteRequestHeaderModifier",
            "GatewayAddressRoutability",
            "GatewayAddressRoutabilityCluster",
            "GatewayInfrastructurePropagation",
            "GatewayListenerFilters",
            "GatewayRouteHostnameIntersectionPrecedence",
            "HTTPRouteBackendRequestRedirect",
            "HTTPRouteBackendURLRewrite",
            "HTTPRouteRetryCodes");

    private static final String CLIENTS =
            "waiting: client certificates are judged; listeners that ask for them are refused"
                    + " until the plugin checks them";
    private static final String MIRROR = "waiting for mirroring in the plugin; such rules answer 500";
    private static final String RETRY = "waiting for retries in the plugin; such rules answer 500";
    private static final String MESH = "waiting: no traffic between Services is served";

    /** Why a name isn't claimed, by the beginning of the name; the longest counts. Names that are claimed need none. */
    private static final Map<String, String> WHY = Map.ofEntries(
            Map.entry("BackendTLSPolicy", "waiting for verified connections to backends"),
            Map.entry("ClusterTrustBundle", "refused: bundles of that kind aren't read; use a ConfigMap"),
            Map.entry("GatewayAddressRoutability", "refused: the routability of addresses isn't known yet"),
            Map.entry("GatewayBackendClientCertificate", "waiting for verified connections to backends"),
            Map.entry("GatewayFrontendClientCertificateValidation", CLIENTS),
            Map.entry("GatewayListenerFilters", "refused: filters of a listener are fields that aren't known yet"),
            Map.entry("HTTPRouteCORS", "waiting for CORS in the plugin; such rules answer 500"),
            Map.entry("HTTPRouteRequestMirror", MIRROR),
            Map.entry("HTTPRouteRequestMultipleMirrors", MIRROR),
            Map.entry("HTTPRouteRequestPercentageMirror", MIRROR),
            Map.entry("HTTPRouteRequestTimeout", "waiting for limits over all tries; such rules answer 500"),
            Map.entry("HTTPRouteRetry", RETRY),
            Map.entry("Mesh", MESH),
            Map.entry("TLSRouteMode", "waiting for termination of streams"));

    private FeatureTable() {}

    /** The names of the version that the project is built on. */
    static SortedSet<String> released() {
        SortedSet<String> names = new TreeSet<>();
        GatewayApiModule.files(GatewayApiModule.api().resolve("pkg/features"), ".go").stream()
                .filter(file -> !file.toString().endsWith("_test.go"))
                .map(GatewayApiModule::text)
                .forEach(text -> NAME.matcher(text).results().forEach(found -> names.add(found.group(1))));
        return names;
    }

    static SortedSet<String> newer() {
        return new TreeSet<>(NEWER);
    }

    static String text() {
        List<String> lines = new ArrayList<>();
        lines.add("# Features");
        lines.add("");
        lines.add(
                "The feature names of the Gateway API and what became of each here. Claimed ones are listed by GatewayClasses whose data planes can do"
                        + " them; made by `make support-update` from the code.");
        section(lines, "The " + released().size() + " of " + GatewayApiModule.VERSION, released());
        section(lines, "New in v1.7", newer());
        return String.join("\n", lines) + "\n";
    }

    private static void section(List<String> lines, String title, SortedSet<String> names) {
        lines.addAll(List.of("", "## " + title, "", "| feature | here |", "|---|---|"));
        names.forEach(name -> lines.add("| `" + name + "` | " + state(name) + " |"));
    }

    private static String state(String name) {
        Optional<Feature> feature = Arrays.stream(Feature.values())
                .filter(f -> f.name().equals(name))
                .findFirst();
        if (feature.isEmpty()) {
            return WHY.keySet().stream()
                    .filter(name::startsWith)
                    .max(java.util.Comparator.comparingInt(String::length))
                    .map(WHY::get)
                    .orElseThrow(() -> new IllegalStateException("say what became of " + name));
        }
        if (feature.get().isOfMadeDataPlanes()) {
            return "claimed, where data planes are made for Gateways";
        }
        boolean plain = feature.get().isPossibleOn(Capabilities.withoutPlugin("", List.of()));
        String needs =
                feature.get().needs().stream().map(Capability::label).sorted().collect(Collectors.joining(", "));
        return "claimed" + (plain ? "" : needs.isEmpty() ? ", by Kong's listens" : ", with " + needs);
    }
}
