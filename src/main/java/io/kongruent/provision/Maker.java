package io.kongruent.provision;

import io.kongruent.model.Digest;
import java.util.SortedMap;

/**
 * Who makes data planes, and of what.
 *
 * @param controllerName whose Gateways they are for
 * @param namespace that of the controller, from which alone the Admin APIs may be reached
 * @param image of Kong, where parameters name no other
 * @param plugin the files of the plugin, by their names
 */
public record Maker(
        String controllerName,
        String namespace,
        String image,
        SortedMap<String, String> plugin,
        Surroundings surroundings) {

    /** One in a usual cluster. */
    public Maker(String controllerName, String namespace, String image, SortedMap<String, String> plugin) {
        this(controllerName, namespace, image, plugin, Surroundings.USUAL);
    }

    /** The same in another cluster. */
    public Maker in(Surroundings other) {
        return new Maker(controllerName, namespace, image, plugin, other);
    }

    private static final int DIGITS = 16;

    /** On everything that is made: by whom. */
    public static final String CONTROLLER = "kongruent.io/controller";

    /** Another one for every other content of the plugin's files. */
    String pluginDigest() {
        return Digest.hex(plugin.toString(), DIGITS);
    }

    /** The value of the label {@link #CONTROLLER}. */
    public String label() {
        return Names.label(controllerName);
    }
}
