package io.kongruent.model;

/**
 * What every stage needs to know of an object besides its spec.
 *
 * @param ref its name
 * @param uid its uid, empty when it was read from a file
 * @param generation {@code metadata.generation}, 0 when unknown; conditions carry it as {@code observedGeneration}
 * @param createdSeconds creation time in seconds since 1970; 0 when unknown, as in files. Kubernetes stores whole seconds
 */
public record Meta(Ref ref, String uid, long generation, long createdSeconds) {

    /** The order of conflict resolution in the Gateway API: "the oldest", then "first in alphabetical order by {namespace}/{name}". */
    public static int byAge(Meta a, Meta b) {
        int age = Long.compare(a.createdSeconds, b.createdSeconds);
        return age != 0 ? age : a.ref.compareTo(b.ref);
    }
}
