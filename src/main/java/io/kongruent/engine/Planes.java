package io.kongruent.engine;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.graph.DataPlane;
import io.kongruent.model.Ref;
import io.kongruent.push.Admin;
import io.kongruent.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The data planes with what their Kongs last reported. A data plane can do what all of its instances can; what hasn't reported yet withdraws nothing, and
 * before the first report the plugin that is shipped with this program counts. Thread-safe.
 */
final class Planes {

    /** Serves Gateways that no data plane does. */
    private static final String NOBODY = "none";

    private final Fleet fleet;
    private final Capabilities shipped;
    private final Map<String, SortedMap<String, Capabilities>> reports = new HashMap<>();
    private List<PlaneSettings> settings = List.of();

    /** @param shipped what the plugin that comes with this program can do */
    Planes(Fleet fleet, Capabilities shipped) {
        this.fleet = fleet;
        this.shipped = shipped;
    }

    /** The data planes for what has been seen; what instances reported that are gone no longer counts. */
    synchronized List<PlaneSettings> follow(Snapshot snapshot) {
        settings = List.copyOf(fleet.planes(snapshot));
        Map<String, Set<String>> instances = new HashMap<>();
        settings.forEach(s ->
                instances.put(s.name(), s.instances().stream().map(Admin::url).collect(Collectors.toSet())));
        reports.forEach((plane, told) -> told.keySet().retainAll(instances.getOrDefault(plane, Set.of())));
        reports.values().removeIf(Map::isEmpty);
        return settings;
    }

    /** Takes note of what an instance can do; whether that changes what its data plane can. */
    synchronized boolean report(String plane, String instance, Capabilities capabilities) {
        Capabilities before = capabilities(plane);
        reports.computeIfAbsent(plane, p -> new TreeMap<>()).put(instance, capabilities);
        return !before.equals(capabilities(plane));
    }

    /** Which data plane serves which Gateway, as of now. */
    synchronized Assigned assignment() {
        SortedMap<String, DataPlane> planes = new TreeMap<>();
        settings.forEach(s -> planes.put(s.name(), dataPlane(s)));
        return new Assigned(
                settings,
                planes,
                fleet.standard(),
                new DataPlane(NOBODY, fleet.takesParameters() ? shipped.onAnyPort() : shipped, Map.of(), List.of()),
                fleet.setUp(),
                fleet.takesParameters());
    }

    /** One that is made has whatever port is asked of it, sooner or later. */
    private DataPlane dataPlane(PlaneSettings s) {
        Capabilities now = capabilities(s.name());
        Optional<List<Capabilities.Listen>> listens =
                reports.containsKey(s.name()) ? Optional.of(now.listens()) : Optional.empty();
        return new DataPlane(
                s.name(),
                s.made().isPresent() ? now.onAnyPort() : now,
                s.portMap(),
                s.addresses(),
                s.made().map(made -> new DataPlane.Made(made.service(), listens, made.trouble(), made.serves())));
    }

    /** A moment's assignment. Equal when nothing has changed. */
    record Assigned(
            List<PlaneSettings> settings,
            SortedMap<String, DataPlane> planes,
            Optional<String> standard,
            DataPlane nobody,
            Map<String, String> setUp,
            boolean takesParameters)
            implements DataPlane.Assignment {
        @Override
        public DataPlane of(Ref gateway, String className) {
            return settings.stream()
                    .filter(s -> s.gateways().contains(gateway.path()))
                    .findFirst()
                    .or(() -> settings.stream()
                            .filter(s -> s.classes().contains(className))
                            .findFirst())
                    .map(PlaneSettings::name)
                    .or(() -> standard)
                    .map(this::named)
                    .orElse(nobody);
        }

        @Override
        public List<DataPlane> ofClass(String className) {
            List<String> names = settings.stream()
                    .filter(s -> s.classes().contains(className))
                    .map(PlaneSettings::name)
                    .toList();
            return (names.isEmpty() ? standard.stream().toList() : names)
                    .stream().map(this::named).toList();
        }

        DataPlane named(String name) {
            DataPlane plane = planes.get(name);
            if (plane == null) {
                throw new IllegalStateException("no data plane " + name);
            }
            return plane;
        }
    }

    private Capabilities capabilities(String plane) {
        List<Capabilities> reported =
                List.copyOf(reports.getOrDefault(plane, new TreeMap<>()).values());
        return reported.isEmpty()
                ? shipped
                : reported.stream().reduce(Planes::both).orElse(shipped);
    }

    /** What two instances can both do. */
    static Capabilities both(Capabilities a, Capabilities b) {
        if (a.equals(b)) {
            return a;
        }
        Set<Capability> able = EnumSet.noneOf(Capability.class);
        for (Capability capability : Capability.values()) {
            if (a.can(capability) && b.can(capability)) {
                able.add(capability);
            }
        }
        Map<Capability, String> unable = new EnumMap<>(Capability.class);
        unable.putAll(b.unable());
        unable.putAll(a.unable());
        Optional<String> plugin = a.pluginVersion()
                .flatMap(one -> b.pluginVersion().map(other -> one.compareTo(other) <= 0 ? one : other));
        List<Capabilities.Listen> listens = new ArrayList<>(a.listens());
        listens.retainAll(b.listens());
        String kong = a.kongVersion().compareTo(b.kongVersion()) <= 0 ? a.kongVersion() : b.kongVersion();
        return new Capabilities(kong, plugin, able, unable, listens);
    }
}
