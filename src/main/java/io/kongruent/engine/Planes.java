package io.kongruent.engine;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.graph.DataPlane;
import io.kongruent.model.Ref;
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

/**
 * The data planes with what their Kongs last reported. A data plane can do what all of its instances can; what hasn't reported yet withdraws nothing, and
 * before the first report the plugin that is shipped with this program counts. Thread-safe.
 */
final class Planes {

    private final List<PlaneSettings> settings;
    private final String standard;
    private final Capabilities shipped;
    private final Map<String, SortedMap<String, Capabilities>> reports = new HashMap<>();

    /**
     * @param settings at least one
     * @param standard the name of the one for Gateways that none claims
     * @param shipped what the plugin that comes with this program can do
     * @throws IllegalArgumentException when there is no data plane of the standard's name
     */
    Planes(List<PlaneSettings> settings, String standard, Capabilities shipped) {
        this.settings = List.copyOf(settings);
        this.standard = standard;
        this.shipped = shipped;
        if (settings.stream().noneMatch(s -> s.name().equals(standard))) {
            throw new IllegalArgumentException("kongruent.default-data-plane is \"" + standard
                    + "\", but there is no kongruent.data-planes." + standard);
        }
    }

    List<PlaneSettings> settings() {
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
        settings.forEach(
                s -> planes.put(s.name(), new DataPlane(s.name(), capabilities(s.name()), s.portMap(), s.addresses())));
        return new Assigned(settings, planes, standard);
    }

    /** A moment's assignment. Equal when nothing has changed. */
    record Assigned(List<PlaneSettings> settings, SortedMap<String, DataPlane> planes, String standard)
            implements DataPlane.Assignment {
        @Override
        public DataPlane of(Ref gateway, String className) {
            return named(settings.stream()
                    .filter(s -> s.gateways().contains(gateway.path()))
                    .findFirst()
                    .or(() -> settings.stream()
                            .filter(s -> s.classes().contains(className))
                            .findFirst())
                    .map(PlaneSettings::name)
                    .orElse(standard));
        }

        @Override
        public List<DataPlane> ofClass(String className) {
            List<String> names = settings.stream()
                    .filter(s -> s.classes().contains(className))
                    .map(PlaneSettings::name)
                    .toList();
            return (names.isEmpty() ? List.of(standard) : names)
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
