package io.kongruent.graph;

import io.kongruent.model.Ref;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry of a route's {@code parentRefs} as declared, defaults filled in.
 *
 * @param index its place in the list, 0-based
 * @param target what it names
 * @param sectionName the listener, when named
 * @param port the listener port, when named
 * @param namespaceDeclared whether the namespace was written out; the status repeats the reference as it was declared
 */
public record ParentRef(
        int index, Ref target, Optional<String> sectionName, OptionalInt port, boolean namespaceDeclared) {

    /** {@code namespace/name}, with {@code /section} and {@code :port} where they are named. */
    public String path() {
        return target.path()
                + sectionName.map(s -> "/" + s).orElse("")
                + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
}
