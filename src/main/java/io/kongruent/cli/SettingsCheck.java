package io.kongruent.cli;

import io.kongruent.settings.KongruentSettings;
import io.kongruent.snapshot.Spelling;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the settings can be read, found out before anything is started: a mistake is told in a line, not in a stack trace. */
final class SettingsCheck {

    private static final String PREFIX = "KONGRUENT_";

    /** Variables that are no settings of the controller. */
    private static final Set<String> OTHERS = Set.of("KONGRUENT_DEBUG", "KONGRUENT_JAVA_OPTS");

    private static final Pattern UNUSABLE = Pattern.compile(
            "(?s).*The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst being converted (.*)");
    private static final Pattern UNKNOWN = Pattern.compile("(?:SRCFG\\d+: )?(\\S+) in (.+) does not map to any root");
    private static final Pattern CODE = Pattern.compile("SRCFG\\d+: ");

    private SettingsCheck() {}

    /**
     * Reads all settings.
     *
     * @throws Failure when one can't be had
     */
    static void run() {
        try {
            ConfigUtils.configBuilder().withMapping(KongruentSettings.class).build();
        } catch (ConfigValidationException e) {
            List<String> problems = new ArrayList<>();
            for (int i = 0; i < e.getProblemCount(); i++) {
                problems.add(inWords(e.getProblem(i).getMessage()));
            }
            throw new Failure(String.join("\n  ", problems), "docs/cli.md lists the settings.");
        }
    }

    /** The settings' names, with {@code *} for a name of the user's choice. */
    static Set<String> names() {
        return new TreeSet<>(ConfigMappings.getProperties(ConfigClass.configClass(KongruentSettings.class))
                .keySet());
    }

    /** What the configuration library says, for people. */
    static String inWords(String problem) {
        Matcher unusable = UNUSABLE.matcher(problem);
        if (unusable.matches()) {
            return unusable.group(1) + ": \"" + unusable.group(2) + "\" can't be used: "
                    + CODE.matcher(unusable.group(3)).replaceAll("");
        }
        Matcher unknown = UNKNOWN.matcher(problem);
        if (unknown.matches()) {
            String name = unknown.group(1);
            return name + " (" + unknown.group(2) + ") is no setting"
                    + Spelling.nearest(name, names())
                            .map(n -> "; did you mean " + n + "?")
                            .orElse("");
        }
        return CODE.matcher(problem).replaceAll("");
    }

    /** Variables that look like settings and are none; the environment may hold more than was meant for us. */
    static List<String> strangers(Collection<String> environment) {
        List<String> known = names().stream().map(SettingsCheck::asVariable).toList();
        return environment.stream()
                .filter(variable -> variable.startsWith(PREFIX) && !OTHERS.contains(variable))
                .filter(variable -> known.stream().noneMatch(k -> isMeant(variable, k)))
                .sorted()
                .map(variable -> "the environment variable " + variable + " is no setting and isn't used"
                        + Spelling.nearest(variable, known)
                                .map(k -> "; did you mean " + k + "?")
                                .orElse(""))
                .toList();
    }

    private static String asVariable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Whether a variable may set what is called so; names of the user's choice may have underscores of their own. */
    private static boolean isMeant(String variable, String known) {
        String pattern = Pattern.quote(known).replace("*", "\\E\\w+\\Q").replace("[\\E\\w+\\Q]", "\\E\\w*\\Q");
        return variable.matches(pattern);
    }
}
