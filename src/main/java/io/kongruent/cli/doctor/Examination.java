package io.kongruent.cli.doctor;

import java.util.List;
import java.util.Optional;

/**
 * What was found at one Admin API.
 *
 * @param name what it is for, such as the data plane's name; may be empty
 * @param trouble why nothing could be found out; everything else is empty then
 * @param kong its version
 * @param plugin that of our plugin
 * @param able how many of the capabilities that this Kongruent knows
 * @param capabilities how many it knows
 * @param listens as Kong has them
 * @param findings the worst first
 */
public record Examination(
        String name,
        String url,
        Optional<Trouble> trouble,
        String kong,
        Optional<String> plugin,
        int workers,
        int able,
        int capabilities,
        List<String> listens,
        List<Finding> findings) {

    /** @param next what to do */
    public record Trouble(String what, String next) {}

    public Examination {
        listens = List.copyOf(listens);
        findings = List.copyOf(findings);
    }

    static Examination failed(String name, String url, String what, String next) {
        return new Examination(
                name, url, Optional.of(new Trouble(what, next)), "", Optional.empty(), 0, 0, 0, List.of(), List.of());
    }

    /** Whether something is refused, or worse. */
    public boolean isLacking() {
        return findings.stream().anyMatch(f -> f.level() != Finding.Level.NOTE);
    }
}
