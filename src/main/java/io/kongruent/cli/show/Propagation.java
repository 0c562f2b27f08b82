package io.kongruent.cli.show;

import io.kongruent.cli.print.Style;
import io.kongruent.cli.print.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How soon changes arrive at the Kongs, and where those are, as a controller's metrics tell it. */
public final class Propagation {

    private static final String BUCKET = "kongruent_propagation_seconds_bucket";
    private static final String STATE = "kongruent_data_plane_state";
    private static final String INFO = "kongruent_info";
    private static final String LEADER = "kongruent_leader";
    private static final String PLANE = "data_plane";

    private final List<Sample> samples;

    private Propagation(List<Sample> samples) {
        this.samples = samples;
    }

    /**
     * A line for each controller and each of its data planes.
     *
     * @param metrics by the name of their controller's pod
     * @return nothing when none of them has this name
     */
    public static List<String> lines(Map<String, String> metrics, String controllerName, Style style) {
        Table table = new Table(style, "CONTROLLER", "ROLE", "DATA PLANE", "KONGS", "CHANGES", "MEDIAN", "95 %");
        new TreeMap<>(metrics).forEach((pod, text) -> {
            Propagation propagation = new Propagation(Sample.read(text));
            if (propagation.isOf(controllerName)) {
                propagation.rows(table, pod);
            }
        });
        return table.isEmpty() ? List.of() : table.lines("");
    }

    private boolean isOf(String controllerName) {
        return samples.stream()
                .anyMatch(s -> s.name().equals(INFO) && s.label("controller").equals(controllerName));
    }

    private void rows(Table table, String pod) {
        boolean standsBy = samples.stream().anyMatch(s -> s.name().equals(LEADER) && s.value() == 0);
        List<String> planes = new ArrayList<>(samples.stream()
                .filter(s -> s.name().equals(STATE) || s.name().equals(BUCKET))
                .map(s -> s.label(PLANE))
                .collect(Collectors.toCollection(TreeSet::new)));
        if (standsBy || planes.isEmpty()) {
            table.row(pod, standsBy ? "stands by" : "leads", "", "", "", "", "");
            return;
        }
        String name = pod;
        String role = "leads";
        for (String plane : planes) {
            TreeMap<Double, Double> buckets = buckets(plane);
            double changes = buckets.isEmpty() ? 0 : buckets.lastEntry().getValue();
            table.row(
                    name,
                    role,
                    plane,
                    kongs(plane),
                    String.format(Locale.ROOT, "%.0f", changes),
                    changes == 0 ? "" : within(buckets, changes * 0.5),
                    changes == 0 ? "" : within(buckets, changes * 0.95));
            name = "";
            role = "";
        }
    }

    /** How many are in which state. */
    private String kongs(String plane) {
        TreeMap<String, Long> states = samples.stream()
                .filter(s -> s.name().equals(STATE) && s.label(PLANE).equals(plane) && s.value() == 1)
                .collect(Collectors.groupingBy(s -> s.label("state"), TreeMap::new, Collectors.counting()));
        return states.isEmpty()
                ? "none"
                : states.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "));
    }

    /** Seconds → changes that took no longer. */
    private TreeMap<Double, Double> buckets(String plane) {
        TreeMap<Double, Double> buckets = new TreeMap<>();
        samples.stream()
                .filter(s -> s.name().equals(BUCKET) && s.label(PLANE).equals(plane))
                .forEach(s -> buckets.put(Sample.number(s.label("le")), s.value()));
        return buckets;
    }

    private static String within(TreeMap<Double, Double> buckets, double changes) {
        double longest = 0;
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            if (bucket.getValue() >= changes) {
                return Double.isInfinite(bucket.getKey()) ? "over " + time(longest) : "within " + time(bucket.getKey());
            }
            longest = bucket.getKey();
        }
        return "";
    }

    private static String time(double seconds) {
        return seconds < 1
                ? String.format(Locale.ROOT, "%.0f ms", seconds * 1_000)
                : String.format(Locale.ROOT, seconds == Math.rint(seconds) ? "%.0f s" : "%.1f s", seconds);
    }
}
