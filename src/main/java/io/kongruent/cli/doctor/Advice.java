package io.kongruent.cli.doctor;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do where one can't do what is usually done. */
final class Advice {

    private static final Pattern VARIABLE = Pattern.compile("KONG_([A-Z0-9_]+)=?");

    private Advice() {}

    /** For a Kong that the controller starts: its plugin is the controller's, its settings are those of parameters. */
    static Finding forMade(Finding finding) {
        String set = finding.set();
        if (set.contains("mount the plugin")) {
            return finding.with("nothing: the controller replaces the pods one after the other; if it lasts, see the"
                    + " conditions of the Gateway, and the Deployment");
        }
        Matcher variable = VARIABLE.matcher(set);
        return variable.lookingAt()
                ? finding.with("spec.kong." + variable.group(1).toLowerCase(Locale.ROOT) + " of its GatewayParameters: "
                        + set.substring(variable.end()).strip())
                : finding;
    }
}
