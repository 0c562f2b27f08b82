package io.kongruent.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.capability.Capabilities;
import io.kongruent.graph.DataPlane;
import io.kongruent.kong.Document;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongState;
import io.kongruent.push.Admin;
import io.kongruent.push.Outcome;
import io.kongruent.push.PushListener;
import io.kongruent.push.PushTiming;
import io.kongruent.push.Pusher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A Kong that refuses what a script says, as long as it is sent, in the form of Kong's flattened errors; and takes everything else. */
final class ScriptedAdmin implements Admin {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final PushTiming HASTE = new PushTiming(
            Duration.ofMillis(20),
            Duration.ofMillis(1),
            Duration.ofSeconds(30),
            Duration.ofMillis(1),
            Duration.ofMillis(10),
            0);

    private final DataPlane dataPlane;
    private final List<Refused> refused = new ArrayList<>();
    private volatile Optional<JsonNode> taken = Optional.empty();

    /** An entity, as it was sent first, that Kong doesn't want to see again. */
    private record Refused(String collection, JsonNode entity, String says) {}

    private ScriptedAdmin(DataPlane dataPlane, KongState first, KongSays script) {
        this.dataPlane = dataPlane;
        JsonNode document = tree(Document.of(first).bytes("first"));
        for (KongSays.Refused r : script.refused(first)) {
            document.path(r.entity().collection()).forEach(e -> {
                if (e.path("id").asText().equals(r.entity().id())) {
                    refused.add(new Refused(r.entity().collection(), e, r.says()));
                }
            });
        }
    }

    /** Where the Kong of a data plane is said to be. */
    static String url(DataPlane dataPlane) {
        return "http://" + dataPlane.name() + ".example.com:8001";
    }

    /** What becomes of these states on a Kong that keeps to the script. */
    static Outcome push(DataPlane dataPlane, Function<Exclusions, KongState> states, KongSays script) {
        Admin admin = new ScriptedAdmin(dataPlane, states.apply(Exclusions.NONE), script);
        CompletableFuture<Outcome> applied = new CompletableFuture<>();
        PushListener listener = new PushListener() {
            @Override
            public void outcome(Outcome outcome) {
                if (outcome.state() == Outcome.State.APPLIED || outcome.state() == Outcome.State.REJECTED) {
                    applied.complete(outcome);
                }
            }

            @Override
            public void probed(String name, String instance, Capabilities capabilities) {}
        };
        try (Pusher pusher = new Pusher(dataPlane.name(), admin, HASTE, listener)) {
            pusher.push(states);
            return applied.get(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("nothing came of the push", e);
        }
    }

    @Override
    public String url() {
        return url(dataPlane);
    }

    @Override
    public Capabilities probe() {
        return dataPlane.capabilities();
    }

    @Override
    public Applied applied() {
        List<String> workers = new ArrayList<>();
        taken.ifPresent(document -> document.path("plugins").forEach(p -> {
            if (p.path("name").asText().equals("gateway-api") && !p.has("route")) {
                workers.add(tree(p.at("/config/spec").asText().getBytes(StandardCharsets.UTF_8))
                        .path("version")
                        .asText());
            }
        }));
        return new Applied(taken.isPresent() ? "1" : "0", workers);
    }

    @Override
    public Reply post(byte[] bytes, boolean flatten) {
        JsonNode document = tree(bytes);
        ArrayNode errors = NODES.arrayNode();
        for (Refused r : refused) {
            document.path(r.collection()).forEach(e -> {
                if (e.equals(r.entity())) {
                    errors.add(error(r));
                }
            });
        }
        if (errors.isEmpty()) {
            taken = Optional.of(document);
            return new Reply.Taken();
        }
        ObjectNode body = NODES.objectNode();
        body.put("name", "invalid declarative configuration").put("code", 14);
        body.set("fields", NODES.objectNode());
        body.set("flattened_errors", errors);
        return new Reply.Refused(body.toString());
    }

    @Override
    public Optional<String> objection(String collection, String entity) {
        return Optional.empty();
    }

    private static ObjectNode error(Refused r) {
        ObjectNode error = NODES.objectNode();
        error.put("entity_type", r.collection().substring(0, r.collection().length() - 1));
        error.put("entity_id", r.entity().path("id").asText());
        error.putArray("errors").addObject().put("type", "entity").put("message", r.says());
        return error;
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
