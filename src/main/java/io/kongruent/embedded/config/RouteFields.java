package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.kongruent.embedded.router.CachePolicy;
import io.kongruent.embedded.router.ClassicFields;
import io.kongruent.embedded.router.ClassicFields.Endpoint;
import io.kongruent.embedded.router.Router;
import io.kongruent.embedded.router.RouterRoute;
import io.kongruent.kong.expression.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A route of a configuration as the router takes it. */
public final class RouteFields {
    private RouteFields() {}

    /** The router's route of an accepted entity. */
    public static RouterRoute of(JsonNode route) {
        String id = route.path("id").asText();
        Set<String> protocols = new LinkedHashSet<>(texts(route.path("protocols")));
        int status = route.path("https_redirect_status_code").asInt(426);
        if (route.hasNonNull("expression")) {
            return new RouterRoute(
                    id, route.get("expression").asText(), route.path("priority").asLong(), protocols, status);
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        route.path("headers").properties().forEach(header -> headers.put(header.getKey(), texts(header.getValue())));
        ClassicFields classic = new ClassicFields(
                texts(route.path("methods")),
                texts(route.path("hosts")),
                texts(route.path("paths")),
                headers,
                texts(route.path("snis")),
                endpoints(route.path("sources")),
                endpoints(route.path("destinations")),
                route.path("regex_priority").asLong());
        return RouterRoute.classic(id, classic, protocols, status);
    }

    /** Why Kong's router can't take a route that is fine in itself, in Kong's words. */
    static Optional<String> refusal(JsonNode route) {
        if (route.hasNonNull("expression")) {
            Set<String> protocols = new LinkedHashSet<>(texts(route.path("protocols")));
            return Schema.of(protocols).refusal(route.get("expression").asText());
        }
        try {
            Router.of(List.of(of(route)), CachePolicy.NONE);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("Router Expression failed validation: " + e.getMessage());
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<Endpoint> endpoints(JsonNode list) {
        List<Endpoint> endpoints = new ArrayList<>();
        list.forEach(endpoint -> endpoints.add(new Endpoint(
                Optional.ofNullable(endpoint.get("ip"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText),
                Optional.ofNullable(endpoint.get("port"))
                        .filter(JsonNode::isNumber)
                        .map(JsonNode::asInt))));
        return endpoints;
    }
}
