package io.kongruent.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kongruent.capability.Capability;
import io.kongruent.push.AdminLook;
import io.kongruent.push.AdminLook.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges what an Admin API answers. Pure. */
public final class Doctor {

    private final Kong kong;
    private final Findings findings = new Findings();

    /** Who decides on a Kong's listens and its plugin, and starts it anew. */
    public enum Keeper {
        PEOPLE,
        /** Made for a Gateway: listens follow its listeners, and settings are those of its parameters. */
        CONTROLLER
    }

    private Doctor(Kong kong) {
        this.kong = kong;
    }

    /**
     * Judges one.
     *
     * @param name what it is for; may be empty
     * @param shipped the version of the plugin that comes with this program
     */
    public static Examination examine(String name, Keeper keeper, AdminLook look, String shipped) {
        if (!(look.root() instanceof Answer.Said(JsonNode root))) {
            return Approach.failed(name, look);
        }
        if (root.path("version").asText().isEmpty()
                || !root.path("configuration").isObject()) {
            return Examination.failed(
                    name,
                    look.url(),
                    "what answers is no Kong: it tells no version",
                    "Give the URL of Kong's Admin API.");
        }
        Optional<JsonNode> plugin =
                look.plugin() instanceof Answer.Said(JsonNode tree) ? Optional.of(tree) : Optional.empty();
        Kong kong = new Kong(
                look.url(),
                root,
                look.status() instanceof Answer.Said(JsonNode status) ? status : MissingNode.getInstance(),
                plugin);
        return new Doctor(kong).judge(name, keeper, look, shipped);
    }

    private Examination judge(String name, Keeper keeper, AdminLook look, String shipped) {
        essentials();
        PluginChecks.look(kong, look.plugin(), shipped, findings);
        if (keeper == Keeper.PEOPLE) {
            ListenChecks.look(kong, findings);
        }
        if (!kong.isEmbedded()) {
            SettingChecks.look(kong, findings);
        }
        List<Finding> told = findings.worstFirst();
        long able = kong.plugin().stream()
                .flatMap(p -> p.path("capabilities").properties().stream())
                .filter(c -> c.getValue().path("ok").asBoolean()
                        && Capability.byLabel(c.getKey()).isPresent())
                .count();
        return new Examination(
                name,
                kong.url(),
                Optional.empty(),
                kong.version(),
                kong.plugin().map(p -> p.path("version").asText()),
                kong.plugin().map(p -> p.at("/workers/count").asInt()).orElse(0),
                (int) able,
                Capability.values().length,
                kong.listens(),
                keeper == Keeper.CONTROLLER ? told.stream().map(Advice::forMade).toList() : told);
    }

    private void essentials() {
        String database = kong.setting("database");
        if (!database.equals("off")) {
            findings.unusable(
                    "it keeps its configuration in a database (" + database + ")",
                    "a configuration can't be sent as a whole; nothing is sent at all",
                    "KONG_DATABASE=off");
        }
        String flavor = kong.setting("router_flavor");
        if (!flavor.equals("expressions")) {
            findings.unusable(
                    "its router is \"" + flavor + "\"",
                    "matches of the Gateway API can't be said in it; nothing is sent at all",
                    "KONG_ROUTER_FLAVOR=expressions");
        }
        String role = kong.setting("role");
        if (!role.isEmpty() && !role.equals("traditional")) {
            findings.unusable(
                    "it is a " + role.replace('_', ' ') + " of Kong's hybrid mode",
                    "configurations are sent to each Kong that serves, not to one for all",
                    "KONG_ROLE=traditional");
        }
        if (!kong.version().startsWith("3.9.")) {
            findings.note(
                    "its version is " + kong.version(),
                    "what is promised was tried with 3.9; another version may refuse or route otherwise",
                    "the image kong:3.9");
        }
        if (!kong.edition().isEmpty()
                && !kong.edition().toLowerCase(Locale.ROOT).equals("community")) {
            findings.note(
                    "its edition is " + kong.edition(),
                    "what is promised was tried with the free Kong",
                    "nothing, if it does what you need");
        }
    }
}
