package io.kongruent.push;

import io.kongruent.kong.Document;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.Ids;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongEntity.Plugin;
import io.kongruent.kong.KongEntity.Route;
import io.kongruent.kong.KongState;
import io.kongruent.kong.Origin;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** States as functions of refusals: objects with one route each, that is left out when Kong refuses it. */
final class Plans {

    private Plans() {}

    static Function<Exclusions, KongState> of(String... paths) {
        return exclusions -> {
            List<KongEntity> entities = new ArrayList<>();
            Map<String, Origin> origins = new HashMap<>();
            for (String path : paths) {
                Route route = new Route(
                        Ids.of("routes", path),
                        "r" + path.replace('/', '.'),
                        "http.path == \"" + path + "\"",
                        1,
                        List.of("http"),
                        Optional.empty(),
                        false,
                        true,
                        List.of());
                Origin origin = Origin.of(Ref.gatewayApi("HTTPRoute", "default", path));
                if (exclusions.why(route).isEmpty()) {
                    entities.add(route);
                    origins.put(route.id(), origin);
                }
            }
            entities.add(new Plugin(
                    Ids.of("plugins", "gateway-api"),
                    "gateway-api",
                    Optional.empty(),
                    new TreeMap<>(Map.of("spec", "{\"v\":1,\"version\":\"" + Document.UNVERSIONED + "\"}")),
                    List.of()));
            return KongState.of(entities, origins);
        };
    }

    /** {@code /0} to {@code /<n-1>}. */
    static String[] paths(int n) {
        return IntStream.range(0, n).mapToObj(i -> "/" + i).toArray(String[]::new);
    }

    static boolean has(String body, String path) {
        return body.contains("\\\"" + path + "\\\"");
    }
}
