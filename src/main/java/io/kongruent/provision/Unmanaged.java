package io.kongruent.provision;

import com.fasterxml.jackson.databind.JsonNode;
import io.kongruent.graph.GatewayNode.Address;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What parameters say of Kongs that somebody else runs. */
record Unmanaged(JsonNode said, Endpoints endpoints) {

    /** Where their Admin APIs are. */
    List<URI> admins() {
        List<URI> urls = new ArrayList<>();
        for (JsonNode url : said.path("adminUrls")) {
            try {
                urls.add(URI.create(url.asText()));
            } catch (IllegalArgumentException e) {
                // The definition lets through what begins like a URL; what isn't one leads nowhere, and the Gateway
                // waits.
                continue;
            }
        }
        JsonNode service = said.path("adminService");
        if (service.isObject()) {
            String scheme = service.path("scheme").asText("http");
            endpoints
                    .behind(
                            service.path("namespace").asText(),
                            service.path("name").asText(),
                            service.path("port").asInt())
                    .forEach(place -> urls.add(URI.create(scheme + "://" + place)));
        }
        return urls;
    }

    /** A Gateway's port → Kong's, where they differ. */
    Map<Integer, Integer> ports() {
        Map<Integer, Integer> ports = new HashMap<>();
        said.path("listens")
                .forEach(l ->
                        ports.put(l.path("port").asInt(), l.path("kongPort").asInt()));
        return ports;
    }

    List<Address> addresses() {
        List<Address> addresses = new ArrayList<>();
        said.path("addresses").forEach(a -> addresses.add(Address.of(a.asText())));
        JsonNode service = said.path("service");
        return addresses.isEmpty() && service.isObject()
                ? endpoints.addresses(
                        service.path("namespace").asText(), service.path("name").asText())
                : addresses;
    }
}
