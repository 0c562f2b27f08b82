package io.kongruent.run;

import io.kongruent.engine.Fleet;
import io.kongruent.engine.PlaneSettings;
import io.kongruent.graph.GatewayNode;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.settings.KongruentSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The data planes of the settings, with their Admin APIs opened.
 *
 * @param planes at least one, by name
 * @param standard the name of the one for Gateways that none claims
 */
public record DataPlanes(List<PlaneSettings> planes, String standard) {

    /** The name of a data plane that needs none. */
    public static final String DEFAULT = "default";

    private static final String ALL = "kongruent.data-planes";
    private static final int HIGHEST_PORT = 65_535;

    public DataPlanes {
        planes = List.copyOf(planes);
    }

    /**
     * All that the settings name.
     *
     * @param open opens an Admin API
     * @throws WrongSetting when they can't be had
     */
    public static DataPlanes of(KongruentSettings settings, Function<AdminEndpoint, Admin> open) {
        Map<String, KongruentSettings.DataPlane> named = new TreeMap<>(settings.dataPlanes());
        if (named.isEmpty()) {
            throw new WrongSetting(
                    ALL,
                    "there is none, so nobody serves what the Gateways ask for",
                    "Set kongruent.data-planes.default.admin-urls to the URL of Kong's Admin API, or say --data-plane URL.");
        }
        List<PlaneSettings> planes = new ArrayList<>();
        named.forEach((name, plane) -> planes.add(plane(name, plane, urls(name, plane), Map.of(), open)));
        apart(planes);
        return new DataPlanes(planes, standard(settings, named.keySet()));
    }

    /**
     * Those that the settings name, where every Gateway that none of them claims gets one of its own.
     *
     * @throws WrongSetting when they can't be had
     */
    public static List<PlaneSettings> claiming(KongruentSettings settings, Function<AdminEndpoint, Admin> open) {
        List<PlaneSettings> planes = new ArrayList<>();
        new TreeMap<>(settings.dataPlanes())
                .forEach((name, plane) -> planes.add(plane(name, plane, urls(name, plane), Map.of(), open)));
        apart(planes);
        for (PlaneSettings plane : planes) {
            if (plane.gateways().isEmpty() && plane.classes().isEmpty()) {
                throw new WrongSetting(
                        ALL + "." + plane.name(),
                        "it claims no Gateway, and every other Gateway gets a data plane of its own",
                        "Say which in .gateways or .classes, or set kongruent.provisioning.enabled to false.");
            }
        }
        return List.copyOf(planes);
    }

    /**
     * The one data plane of an Admin API, called {@link #DEFAULT}; what the settings say of a data plane of that name holds for it.
     *
     * @param ports listener port → Kong's port, where the settings say nothing
     * @throws WrongSetting when the settings can't be had
     */
    public static DataPlanes only(
            URI admin, Map<Integer, Integer> ports, KongruentSettings settings, Function<AdminEndpoint, Admin> open) {
        checked("--data-plane", admin);
        Optional<KongruentSettings.DataPlane> said =
                Optional.ofNullable(settings.dataPlanes().get(DEFAULT));
        PlaneSettings plane = said.map(p -> plane(DEFAULT, p, List.of(admin), ports, open))
                .orElseGet(() -> PlaneSettings.of(DEFAULT, List.of(open.apply(AdminEndpoint.at(admin))), ports));
        return new DataPlanes(List.of(plane), DEFAULT);
    }

    /** These, at all times. */
    public Fleet fleet() {
        return Fleet.of(planes, standard);
    }

    private static List<URI> urls(String name, KongruentSettings.DataPlane plane) {
        String setting = ALL + "." + name + ".admin-urls";
        List<URI> urls = plane.adminUrls().orElse(List.of());
        if (urls.isEmpty()) {
            throw new WrongSetting(setting, "not set", "Set it to the URL of the Admin API of each of its Kongs.");
        }
        urls.forEach(url -> checked(setting, url));
        return urls;
    }

    private static PlaneSettings plane(
            String name,
            KongruentSettings.DataPlane plane,
            List<URI> urls,
            Map<Integer, Integer> ports,
            Function<AdminEndpoint, Admin> open) {
        String prefix = ALL + "." + name;
        List<Admin> instances = new ArrayList<>();
        for (URI url : urls) {
            AdminEndpoint endpoint = new AdminEndpoint(url, plane.token(), plane.headers(), plane.tls());
            try {
                instances.add(open.apply(endpoint));
            } catch (IllegalArgumentException e) {
                throw new WrongSetting(
                        prefix, String.valueOf(e.getMessage()), "It is about the Admin API at " + url + ".");
            }
        }
        Map<Integer, Integer> map = new HashMap<>(ports);
        map.putAll(plane.portMap());
        map.forEach((from, to) -> {
            if (!isPort(from) || !isPort(to)) {
                throw new WrongSetting(
                        prefix + ".port-map",
                        from + "=" + to + " is no pair of ports",
                        "Ports are numbers from 1 to " + HIGHEST_PORT + ".");
            }
        });
        List<String> gateways = plane.gateways().orElse(List.of());
        for (String gateway : gateways) {
            if (gateway.indexOf('/') <= 0 || gateway.endsWith("/")) {
                throw new WrongSetting(
                        prefix + ".gateways",
                        "\"" + gateway + "\" names no Gateway",
                        "Write namespace/name, such as default/" + gateway.replace("/", "") + ".");
            }
        }
        return new PlaneSettings(
                name,
                instances,
                map,
                Set.copyOf(gateways),
                Set.copyOf(plane.classes().orElse(List.of())),
                plane.addresses().orElse(List.of()).stream()
                        .map(GatewayNode.Address::of)
                        .toList());
    }

    private static boolean isPort(int number) {
        return number > 0 && number <= HIGHEST_PORT;
    }

    private static void checked(String setting, URI url) {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new WrongSetting(
                    setting, "\"" + url + "\" is no URL of an Admin API", "Write it as http://kong-admin:8001.");
        }
        if (url.getUserInfo() != null) {
            throw new WrongSetting(
                    setting,
                    "the URL of " + url.getHost() + " has a user or password in it, which would be shown",
                    "Send credentials as kongruent.data-planes.….token or ….headers.");
        }
    }

    /** A Kong that two data planes configure would be given two configurations in turn; a Gateway that two claim would be served by chance. */
    private static void apart(List<PlaneSettings> planes) {
        Map<String, String> kongs = new HashMap<>();
        Map<String, String> claims = new HashMap<>();
        for (PlaneSettings plane : planes) {
            String prefix = ALL + "." + plane.name();
            Set<String> seen = new HashSet<>();
            for (Admin admin : plane.instances()) {
                String url = admin.url().endsWith("/")
                        ? admin.url().substring(0, admin.url().length() - 1)
                        : admin.url();
                String other = seen.add(url) ? kongs.putIfAbsent(url, plane.name()) : plane.name();
                if (other != null) {
                    throw new WrongSetting(
                            prefix + ".admin-urls",
                            url + " is listed " + (other.equals(plane.name()) ? "twice" : "in " + other + " too"),
                            "A Kong belongs to one data plane, once.");
                }
            }
            claimed(claims, plane.name(), "gateways", plane.gateways());
            claimed(claims, plane.name(), "classes", plane.classes());
        }
    }

    private static void claimed(Map<String, String> claims, String plane, String what, Set<String> names) {
        for (String name : names) {
            String other = claims.putIfAbsent(what + " " + name, plane);
            if (other != null) {
                throw new WrongSetting(
                        ALL + "." + plane + "." + what,
                        "\"" + name + "\" is claimed by " + other + " too",
                        "Name it in one of them.");
            }
        }
    }

    private static String standard(KongruentSettings settings, Set<String> names) {
        Optional<String> said = settings.defaultDataPlane();
        String known = String.join(", ", names);
        if (said.isPresent()) {
            if (!names.contains(said.get())) {
                throw new WrongSetting(
                        "kongruent.default-data-plane",
                        "there is no data plane \"" + said.get() + "\"",
                        "There is " + known + ".");
            }
            return said.get();
        }
        if (names.size() > 1 && !names.contains(DEFAULT)) {
            throw new WrongSetting(
                    "kongruent.default-data-plane",
                    "not set, and there are several data planes: " + known,
                    "Name the one for Gateways that no data plane claims.");
        }
        return names.contains(DEFAULT) ? DEFAULT : known;
    }
}
