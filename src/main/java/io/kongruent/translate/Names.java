package io.kongruent.translate;

import io.kongruent.graph.Rule;
import io.kongruent.model.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Names of Kong routes: {@code httproute.<namespace>.<name>.<rule>.<match>}, where the rule is its name if it has one of its own, else its index. No two
 * matches get the same: dots inside a part become {@code ~}, which Kubernetes names never have.
 */
final class Names {

    private final String stem;
    private final Map<String, Integer> ruleNames = new HashMap<>();

    /** The names of one object's routes. */
    Names(Ref object, List<Rule> rules) {
        this.stem = part(object.kind().toLowerCase(Locale.ROOT)) + "." + part(object.namespace()) + "."
                + part(object.name());
        rules.forEach(r -> r.name().ifPresent(n -> ruleNames.merge(n, 1, Integer::sum)));
    }

    String of(Rule rule, int match, HostClass host) {
        return stem + "." + rule(rule) + "." + match + host.suffix();
    }

    private String rule(Rule rule) {
        if (rule.name().isEmpty()) {
            return Integer.toString(rule.index());
        }
        String name = rule.name().get();
        boolean own = ruleNames.getOrDefault(name, 0) == 1 && !name.chars().allMatch(Character::isDigit);
        return own ? part(name) : rule.index() + "~" + part(name);
    }

    /** Kong takes letters, digits and {@code . - _ ~}. */
    private static String part(String text) {
        StringBuilder part = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-') {
                part.append(c);
            } else if (c == '.') {
                part.append('~');
            } else {
                part.append('_').append(Integer.toHexString(c)).append('_');
            }
        }
        return part.toString();
    }
}
