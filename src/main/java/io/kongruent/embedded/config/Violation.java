package io.kongruent.embedded.config;

import io.kongruent.embedded.config.Fault.Key;
import java.util.ArrayList;
import java.util.List;

/** The message of Kong's "schema violation", which the Admin API answers for a single entity. */
final class Violation {
    private Violation() {}

    static String message(Fault.Table faults) {
        List<String> all = new ArrayList<>();
        faults.get(Key.of("@entity")).ifPresent(fault -> collect("", fault, all));
        faults.entries().forEach((key, fault) -> {
            if (!step(key).equals("@entity")) {
                collect(step(key), fault, all);
            }
        });
        String list = String.join("; ", all);
        return all.size() == 1 ? "schema violation (" + list + ")" : all.size() + " schema violations (" + list + ")";
    }

    private static void collect(String field, Fault fault, List<String> all) {
        switch (fault) {
            case Fault.Text text -> all.add(field.isEmpty() ? text.message() : field + ": " + text.message());
            case Fault.Table table ->
                table.entries().forEach((key, inner) -> {
                    String value = inner instanceof Fault.Text text ? text.message() : LuaText.of(inner);
                    all.add(field.isEmpty() ? value : field + "." + step(key) + ": " + value);
                });
        }
    }

    private static String step(Key key) {
        return switch (key) {
            case Key.Name name -> name.field();
            case Key.Place place -> Integer.toString(place.number());
        };
    }
}
