package io.kongruent.kong;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole configuration of one Kong, in canonical order: equal states serialise to equal bytes.
 *
 * @param entities by collection in the order services, upstreams, certificates, snis, routes, plugins; inside by name, then id
 * @param origins by entity id
 */
public record KongState(List<KongEntity> entities, Map<String, Origin> origins) {

    /** Nothing at all. Never pushed: an empty configuration makes Kong unready. */
    public static final KongState EMPTY = new KongState(List.of(), Map.of());

    private static final List<String> COLLECTIONS =
            List.of("services", "upstreams", "ca_certificates", "certificates", "snis", "routes", "plugins");

    public KongState {
        entities = List.copyOf(entities);
        origins = Collections.unmodifiableMap(origins);
    }

    /** The state of these entities, in whatever order they come. */
    public static KongState of(Collection<? extends KongEntity> entities, Map<String, Origin> origins) {
        List<Placed> placed = new ArrayList<>(entities.size());
        for (KongEntity entity : entities) {
            placed.add(new Placed(COLLECTIONS.indexOf(entity.collection()), nameOf(entity), entity));
        }
        Collections.sort(placed);
        return new KongState(placed.stream().map(Placed::entity).toList(), origins);
    }

    private record Placed(int collection, String name, KongEntity entity) implements Comparable<Placed> {
        @Override
        public int compareTo(Placed o) {
            int c = Integer.compare(collection, o.collection);
            c = c != 0 ? c : name.compareTo(o.name);
            return c != 0 ? c : entity.id().compareTo(o.entity.id());
        }
    }

    private static String nameOf(KongEntity entity) {
        return switch (entity) {
            case KongEntity.Service service -> service.name();
            case KongEntity.Upstream upstream -> upstream.name();
            case KongEntity.Certificate certificate -> certificate.id();
            case KongEntity.CaCertificate authority -> authority.id();
            case KongEntity.Sni sni -> sni.name();
            case KongEntity.Route route -> route.name();
            case KongEntity.Plugin plugin ->
                plugin.route().map(r -> plugin.name() + " " + r).orElse(plugin.name());
        };
    }

    public <E extends KongEntity> List<E> all(Class<E> type) {
        return entities.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What an entity was made from. */
    public Optional<Origin> originOf(String id) {
        return Optional.ofNullable(origins.get(id));
    }
}
