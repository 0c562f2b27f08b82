package io.kongruent.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.embedded.config.Declarations;
import io.kongruent.embedded.config.Declarations.Reading;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code POST /config}: how Kong reads the body, judges it and answers. */
final class ConfigEndpoint {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> TRUE = Set.of("true", "1", "on", "yes");

    private final Declarations declarations;
    private final ConfigStore store;
    private final Script script;

    ConfigEndpoint(Declarations declarations, ConfigStore store, Script script) {
        this.declarations = declarations;
        this.store = store;
        this.script = script;
    }

    AdminAnswer post(String contentType, Map<String, String> query, byte[] body) {
        Optional<Integer> refusal = script.refusal();
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        String type = contentType.toLowerCase(Locale.ROOT);
        String text = new String(body, StandardCharsets.UTF_8);
        Optional<String> config = Optional.empty();
        if (type.startsWith("application/json")) {
            Optional<ObjectNode> object = object(text);
            if (object.isEmpty()) {
                return AdminAnswer.message(400, "Cannot parse JSON body");
            }
            if (object.get().has("_format_version")) {
                return judge(object.get(), query, Optional.empty());
            }
            config = Optional.ofNullable(object.get().get("config"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            config = form(text);
        } else if (type.startsWith("multipart/")) {
            return AdminAnswer.message(415, "the embedded gateway doesn't read multipart bodies: send JSON or YAML");
        }
        String source = config.orElse(text);
        if (source.isEmpty()) {
            return AdminAnswer.message(400, "expected a declarative configuration");
        }
        Declarations.ParsedText parsed = Declarations.parse(source);
        if (parsed.document().isEmpty()) {
            return AdminAnswer.json(400, parsed.refusal().orElseThrow());
        }
        String hash = md5(source);
        boolean check = "1".equals(query.get("check_hash"));
        if (check && hash.equals(store.posted().hash())) {
            return new AdminAnswer(304, "", "");
        }
        return judge(parsed.document().orElseThrow(), query, Optional.of(hash));
    }

    private static AdminAnswer refused(int status) {
        return status == 429
                ? AdminAnswer.message(429, "Currently loading previous configuration")
                : AdminAnswer.message(status, "An unexpected error occurred");
    }

    private AdminAnswer judge(ObjectNode document, Map<String, String> query, Optional<String> textHash) {
        boolean flatten = TRUE.contains(query.getOrDefault("flatten_errors", "").toLowerCase(Locale.ROOT));
        return switch (declarations.read(document, flatten)) {
            case Reading.Refused refused -> AdminAnswer.json(400, refused.body());
            case Reading.Accepted accepted -> {
                ObjectNode echo = JsonNodeFactory.instance.objectNode();
                accepted.entities().forEach((collection, items) -> {
                    if (!items.isEmpty()) {
                        ObjectNode all = echo.putObject(collection);
                        items.forEach(all::set);
                    }
                });
                String body = echo.toString();
                boolean empty = echo.isEmpty();
                String hash = empty ? Accepted.EMPTY_HASH : textHash.orElseGet(() -> md5(body));
                store.post(new Accepted(accepted.entities(), hash));
                yield new AdminAnswer(201, AdminAnswer.JSON, body);
            }
        };
    }

    /** {@code GET /config}: the posted entities as a document. */
    AdminAnswer get() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("_format_version", "3.0");
        document.put("_transform", false);
        store.posted().entities().forEach((collection, items) -> {
            if (!items.isEmpty()) {
                var list = document.putArray(collection);
                items.values().forEach(list::add);
            }
        });
        return AdminAnswer.json(200, JsonNodeFactory.instance.objectNode().put("config", document.toString()));
    }

    private static Optional<ObjectNode> object(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> form(String text) {
        for (String pair : text.split("&", -1)) {
            if (pair.startsWith("config=")) {
                return Optional.of(URLDecoder.decode(pair.substring("config=".length()), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
