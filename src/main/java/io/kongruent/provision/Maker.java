package io.kongruent.provision;

import io.kongruent.model.Digest;
import java.util.SortedMap;

/**
 * Who makes data planes, and of what.
 *
 * @param controllerName whose Gateways they are for
 * @param namespace that of the controller, from which alone the Admin APIs may be reached
 * @param image of Kong, where parameters name no other
 */
public record Maker(String controllerName, String namespace, String image, Plugin plugin, Surroundings surroundings) {

    private static final int DIGITS = 16;

    /** On everything that is made: by whom. */
    public static final String CONTROLLER = "kongruent.io/controller";

    /**
     * The plugin.
     *
     * @param files by their names
     * @param digest another one for every other content of them
     */
    public record Plugin(SortedMap<String, String> files, String digest) {
        static Plugin of(SortedMap<String, String> files) {
            return new Plugin(files, Digest.hex(files.toString(), DIGITS));
        }
    }

    /** One in a usual cluster. @param plugin its files, by their names */
    public Maker(String controllerName, String namespace, String image, SortedMap<String, String> plugin) {
        this(controllerName, namespace, image, Plugin.of(plugin), Surroundings.USUAL);
    }

    /** The same in another cluster. */
    public Maker in(Surroundings other) {
        return new Maker(controllerName, namespace, image, plugin, other);
    }

    /** The value of the label {@link #CONTROLLER}. */
    public String label() {
        return Names.label(controllerName);
    }
}
