package io.kongruent.embedded.router;

import io.kongruent.embedded.router.RequestFields.FieldValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a router remembers: as many matches and as many misses as Kong keeps per worker, the least recently used going first. */
final class MatchCache {
    private static final int SIZE = 5000;

    private final CachePolicy policy;
    private final Map<String, Routing> matches = new LeastRecent();
    private final Map<String, Routing> misses = new LeastRecent();

    MatchCache(CachePolicy policy) {
        this.policy = policy;
    }

    Routing get(Slots slots, RequestFields fields, Supplier<Routing> matcher) {
        Optional<String> key = switch (policy) {
            case NONE -> Optional.empty();
            case KONG -> kongKey(slots.names(), fields);
            case EXACT -> Optional.of(exactKey(slots.names(), fields));
        };
        if (key.isEmpty()) {
            return matcher.get();
        }
        synchronized (this) {
            Routing known = matches.get(key.get());
            if (known == null) {
                known = misses.get(key.get());
            }
            if (known != null) {
                return known;
            }
        }
        Routing routing = matcher.get();
        synchronized (this) {
            switch (routing) {
                case Routing.Matched matched -> matches.put(key.get(), matched);
                case Routing.Missed missed -> misses.put(key.get(), missed);
                case Routing.Failed failed -> {}
            }
        }
        return routing;
    }

    /** Empty when Kong fails to make one. */
    private static Optional<String> kongKey(List<String> names, RequestFields fields) {
        StringBuilder key = new StringBuilder();
        for (String name : names) {
            if (name.equals("net.protocol")) {
                continue;
            }
            FieldValue value = fields.cached(name).orElseGet(() -> fields.read(name));
            if (value.flag() && value.values().size() > 1) {
                return Optional.empty();
            }
            key.append(value.flag() ? "true" : value.values().stream().sorted().collect(Collectors.joining(",")))
                    .append('|');
        }
        return Optional.of(key.toString());
    }

    private static String exactKey(List<String> names, RequestFields fields) {
        StringBuilder key = new StringBuilder();
        for (String name : names) {
            FieldValue value = fields.read(name);
            key.append(value.values().size()).append(value.flag() ? '?' : '=');
            for (String text : value.values()) {
                key.append(text.length()).append(':').append(text);
            }
        }
        return key.toString();
    }

    private static final class LeastRecent extends LinkedHashMap<String, Routing> {
        private static final long serialVersionUID = 1L;

        LeastRecent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Routing> eldest) {
            return size() > SIZE;
        }
    }
}
