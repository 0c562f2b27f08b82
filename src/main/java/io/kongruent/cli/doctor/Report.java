package io.kongruent.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.cli.print.Style;
import java.util.ArrayList;
import java.util.List;

/** Examinations as people and programs read them. */
public final class Report {

    private Report() {}

    /** For terminals. */
    public static List<String> lines(List<Examination> examinations, Style style) {
        List<String> lines = new ArrayList<>();
        for (Examination one : examinations) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(style.strong((one.name().isEmpty() ? "" : one.name() + "  ") + one.url()));
            one.trouble()
                    .ifPresentOrElse(
                            trouble -> {
                                lines.add("  " + style.bad(trouble.what()));
                                lines.add("  " + trouble.next());
                            },
                            () -> described(one, lines, style));
        }
        return lines;
    }

    private static void described(Examination one, List<String> lines, Style style) {
        lines.add("  Kong " + one.kong()
                + one.plugin()
                        .map(p -> ", " + one.workers() + (one.workers() == 1 ? " worker" : " workers")
                                + ", plugin gateway-api " + p + " with " + one.able() + " of " + one.capabilities()
                                + " capabilities")
                        .orElse(", without the plugin gateway-api"));
        lines.add("  listens on " + (one.listens().isEmpty() ? "nothing" : String.join(", ", one.listens())));
        for (Finding finding : one.findings()) {
            String word = finding.level().word();
            lines.add("  "
                    + switch (finding.level()) {
                        case UNUSABLE -> style.bad(word);
                        case LACKS -> style.warn(word);
                        case NOTE -> style.faint(word);
                    }
                    + ": " + finding.what());
            lines.add("    costs: " + finding.costs());
            lines.add("    set:   " + finding.set());
        }
        if (!one.isLacking()) {
            lines.add("  " + style.good("everything that Kongruent can do is possible here"));
        }
    }

    /** For programs; docs/cli.md has the fields. */
    public static String json(List<Examination> examinations) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        ArrayNode kongs = report.putArray("kongs");
        for (Examination one : examinations) {
            ObjectNode kong = kongs.addObject();
            kong.put("name", one.name());
            kong.put("url", one.url());
            kong.put("reached", one.trouble().isEmpty());
            one.trouble().ifPresent(trouble -> {
                kong.put("trouble", trouble.what());
                kong.put("next", trouble.next());
            });
            if (one.trouble().isEmpty()) {
                kong.put("kong", one.kong());
                one.plugin().ifPresent(p -> kong.put("plugin", p));
                kong.put("workers", one.workers());
                kong.put("able", one.able());
                kong.put("capabilities", one.capabilities());
                one.listens().forEach(kong.putArray("listens")::add);
            }
            ArrayNode findings = kong.putArray("findings");
            for (Finding finding : one.findings()) {
                findings.addObject()
                        .put("level", finding.level().word())
                        .put("what", finding.what())
                        .put("costs", finding.costs())
                        .put("set", finding.set());
            }
        }
        return report.toPrettyString();
    }
}
