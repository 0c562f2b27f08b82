package io.kongruent.embedded.router;

import io.kongruent.embedded.router.RequestFields.FieldValue;
import io.kongruent.kong.expression.FieldType;
import io.kongruent.kong.expression.IpAddress;
import io.kongruent.kong.expression.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields that the expressions of a router use, numbered. */
final class Slots {
    private final Map<String, Integer> numbers;
    private final List<String> names;
    private final FieldType[] types;

    private Slots(Map<String, Integer> numbers, FieldType[] types) {
        this.numbers = numbers;
        this.names = List.copyOf(numbers.keySet());
        this.types = types;
    }

    List<String> names() {
        return names;
    }

    /** The number of a field that is among the expressions' fields. */
    int number(String field) {
        Integer number = numbers.get(field);
        if (number == null) {
            throw new IllegalArgumentException("no expression uses " + field);
        }
        return number;
    }

    /** Reads all fields at once, as Kong does: one that can't be read fails the whole request. */
    Reading read(RequestFields fields) {
        Reading reading = new Reading(names.size());
        for (int i = 0; i < types.length; i++) {
            FieldValue value = fields.read(names.get(i));
            if (value.flag() && value.values().size() > 1) {
                return reading.failed(new Routing.Failed(names.get(i) + " has a flag among its values"));
            }
            for (int n = 0; n < value.values().size(); n++) {
                String wire = value.values().get(n);
                switch (types[i]) {
                    case INT -> reading.numbers[i] = Long.valueOf(wire);
                    case ADDRESS -> {
                        Optional<IpAddress> address = IpAddress.parse(wire);
                        if (address.isEmpty()) {
                            return reading.failed(missed(names.get(i) + " is no IP address"));
                        }
                        reading.addresses[i] = address.get();
                    }
                    case TEXT -> {
                        Optional<String> text = WireText.decode(wire);
                        if (text.isEmpty()) {
                            return reading.failed(missed(names.get(i) + " is not UTF-8"));
                        }
                        reading.text(i, value.values().size())[n] = text.get();
                    }
                }
            }
        }
        return reading;
    }

    private static Routing missed(String reason) {
        return new Routing.Missed(Optional.of(reason));
    }

    /** The values of a request, by number; a missing field has none. */
    static final class Reading {
        private final @Nullable Long[] numbers;
        private final @Nullable IpAddress[] addresses;
        private final String[] @Nullable [] texts;
        private final String[] @Nullable [] lowered;
        private Optional<Routing> failure = Optional.empty();

        Reading(int size) {
            numbers = new Long[size];
            addresses = new IpAddress[size];
            texts = new String[size][];
            lowered = new String[size][];
        }

        private Reading failed(Routing routing) {
            failure = Optional.of(routing);
            return this;
        }

        private String[] text(int slot, int size) {
            String[] values = texts[slot];
            if (values == null) {
                values = new String[size];
                texts[slot] = values;
            }
            return values;
        }

        /** What the request gets when a field can't be read. */
        Optional<Routing> failure() {
            return failure;
        }

        @Nullable
        Long number(int slot) {
            return numbers[slot];
        }

        @Nullable
        IpAddress address(int slot) {
            return addresses[slot];
        }

        String @Nullable [] texts(int slot) {
            return texts[slot];
        }

        String @Nullable [] lowered(int slot) {
            String[] low = lowered[slot];
            String[] values = texts[slot];
            if (low == null && values != null) {
                low = new String[values.length];
                for (int i = 0; i < values.length; i++) {
                    low[i] = values[i].toLowerCase(Locale.ROOT);
                }
                lowered[slot] = low;
            }
            return low;
        }
    }

    /** Numbers fields as they come. */
    static final class Builder {
        private final Schema schema;
        private final Map<String, Integer> numbers = new LinkedHashMap<>();

        Builder(Schema schema) {
            this.schema = schema;
        }

        int number(String field) {
            return numbers.computeIfAbsent(field, f -> numbers.size());
        }

        Slots build() {
            FieldType[] types = numbers.keySet().stream()
                    .map(name -> schema.typeOf(name).orElseThrow())
                    .toArray(FieldType[]::new);
            return new Slots(numbers, types);
        }
    }
}
