package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The validators of one value, in Kong's order and words. */
final class Rules {
    private static final List<String> ORDER = List.of(
            "eq",
            "ne",
            "not_one_of",
            "one_of",
            "gt",
            "timestamp",
            "uuid",
            "is_regex",
            "between",
            "len_eq",
            "len_min",
            "len_max",
            "starts_with",
            "not_match",
            "match_none",
            "match",
            "match_all",
            "match_any",
            "contains",
            "custom_validator",
            "mutually_exclusive_subsets");

    private Rules() {}

    /** The first message of a validator that refuses the value. */
    static Optional<String> refuse(Field field, JsonNode value) {
        for (String rule : ORDER) {
            Optional<String> message = one(rule, field, value);
            if (message.isPresent()) {
                return field.attribute("err").map(JsonNode::asText).or(() -> message);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> one(String rule, Field field, JsonNode value) {
        if (rule.equals("custom_validator")) {
            Field.TextCheck check = field.check();
            return check == null || !value.isTextual() ? Optional.empty() : check.refuse(value.asText());
        }
        JsonNode wanted = field.attributes().get(rule);
        if (wanted == null && rule.equals("len_min") && field.type().equals("string")) {
            return value.asText().isEmpty() ? Optional.of("length must be at least 1") : Optional.empty();
        }
        return wanted == null ? Optional.empty() : configured(rule, wanted, value, field);
    }

    private static Optional<String> configured(String rule, JsonNode wanted, JsonNode value, Field field) {
        return switch (rule) {
            case "eq" -> refuseUnless(same(value, wanted), "value must be " + text(wanted));
            case "ne" -> refuseUnless(!same(value, wanted), "value must not be " + text(value));
            case "not_one_of" -> refuseUnless(!among(value, wanted), "must not be one of: " + joined(wanted));
            case "one_of" -> refuseUnless(among(value, wanted), "expected one of: " + joined(wanted));
            case "gt" ->
                refuseUnless(value.asDouble() > wanted.asDouble(), "value must be greater than " + text(wanted));
            case "timestamp" -> refuseUnless(value.asDouble() > 0, "expected a valid timestamp");
            case "uuid" -> refuseUnless(isUuid(value.asText()), "expected a valid UUID");
            case "is_regex" -> refuseUnless(isRegex(value.asText()), "not a valid regex: " + text(value));
            case "between" ->
                refuseUnless(
                        value.asDouble() >= wanted.get(0).asDouble()
                                && value.asDouble() <= wanted.get(1).asDouble(),
                        "value should be between " + wanted.get(0).asLong() + " and "
                                + wanted.get(1).asLong());
            case "len_eq" -> refuseUnless(length(value) == wanted.asInt(), "length must be " + wanted.asInt());
            case "len_min" ->
                refuseUnless(length(value) >= wanted.asInt(), "length must be at least " + wanted.asInt());
            case "len_max" -> refuseUnless(length(value) <= wanted.asInt(), "length must be at most " + wanted.asInt());
            case "starts_with" ->
                refuseUnless(value.asText().startsWith(wanted.asText()), "should start with: " + wanted.asText());
            case "match" -> refuseUnless(found(wanted, value), "invalid value: " + text(value));
            case "not_match" -> refuseUnless(!found(wanted, value), "invalid value: " + text(value));
            case "match_none" -> firstError(wanted, value, true);
            case "match_all" -> firstError(wanted, value, false);
            case "match_any" -> anyOf(wanted, value);
            case "contains" -> refuseUnless(among(wanted, value), "expected to contain: " + text(wanted));
            case "mutually_exclusive_subsets" -> exclusive(wanted, value);
            default -> throw new IllegalStateException(rule + " of " + field.type());
        };
    }

    private static Optional<String> refuseUnless(boolean fine, String message) {
        return fine ? Optional.empty() : Optional.of(message);
    }

    private static Optional<String> firstError(JsonNode patterns, JsonNode value, boolean refuseFound) {
        for (JsonNode pattern : patterns) {
            if (found(pattern.get("pattern"), value) == refuseFound) {
                return Optional.of(pattern.get("err").asText());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> anyOf(JsonNode any, JsonNode value) {
        for (JsonNode pattern : any.get("patterns")) {
            if (found(pattern, value)) {
                return Optional.empty();
            }
        }
        return Optional.of(any.get("err").asText());
    }

    private static Optional<String> exclusive(JsonNode subsets, JsonNode value) {
        List<JsonNode> members = new ArrayList<>();
        for (JsonNode element : value) {
            for (JsonNode subset : subsets) {
                if (among(element, subset) && !members.contains(subset)) {
                    members.add(subset);
                }
            }
        }
        List<String> quoted = new ArrayList<>();
        members.forEach(subset -> quoted.add("(" + quotedList(subset) + ")"));
        return refuseUnless(members.size() <= 1, "these sets are mutually exclusive: " + String.join(", ", quoted));
    }

    /** The words of a list, each in single quotes. */
    static String quotedList(JsonNode words) {
        List<String> quoted = new ArrayList<>();
        words.forEach(word -> quoted.add("'" + word.asText() + "'"));
        return String.join(", ", quoted);
    }

    private static boolean found(JsonNode pattern, JsonNode value) {
        return LuaPattern.of(pattern.asText()).found(value.asText());
    }

    private static boolean among(JsonNode value, JsonNode list) {
        for (JsonNode option : list) {
            if (same(value, option)) {
                return true;
            }
        }
        return false;
    }

    /** Equality as Lua sees it: numbers by value. */
    static boolean same(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.asDouble() == b.asDouble();
        }
        return a.equals(b);
    }

    private static int length(JsonNode value) {
        return value.isTextual() ? value.asText().getBytes(StandardCharsets.UTF_8).length : value.size();
    }

    private static String joined(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(text(word)));
        return String.join(", ", words);
    }

    private static String text(JsonNode value) {
        if (value.isNumber() && value.asDouble() == Math.rint(value.asDouble())) {
            return Long.toString(value.asLong());
        }
        return value.asText();
    }

    static boolean isUuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
                return false;
            }
        }
        return true;
    }

    private static boolean isRegex(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
