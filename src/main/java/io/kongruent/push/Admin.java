package io.kongruent.push;

import io.kongruent.capability.Capabilities;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the push needs of one Kong's Admin API. Calls block; every call may throw {@link AdminUnreachable}. */
public interface Admin extends AutoCloseable {

    /** Where it is, for messages. */
    String url();

    /** What the Kong can do. */
    Capabilities probe();

    /** What the Kong has applied. */
    Applied applied();

    /**
     * Sends a configuration.
     *
     * @param flatten whether errors are wanted as a list of entities; Kong loses some of them that way
     */
    Reply post(byte[] document, boolean flatten);

    /**
     * Asks Kong about one entity without changing anything.
     *
     * @param collection Kong's name of it
     * @param entity JSON, with objects for references
     * @return why Kong refuses it; empty when it takes it, or can't say
     */
    Optional<String> objection(String collection, String entity);

    /** Lets go of its connections; no call is made after this. */
    @Override
    default void close() {}

    /**
     * What a Kong has applied.
     *
     * @param hash Kong's hash of the configuration; zeros for none
     * @param workers the version that each worker has applied, as our plugin reports it; empty without the plugin. A worker that has none yet says so by an
     *     empty text
     */
    record Applied(String hash, List<String> workers) {

        public Applied {
            workers = List.copyOf(workers);
        }

        /** Whether Kong has no configuration at all, as after a start with an empty folder. */
        public boolean isEmpty() {
            return hash.chars().allMatch(c -> c == '0');
        }

        /** Whether every worker has that version. */
        public boolean isEverywhere(String version) {
            return !workers.isEmpty() && workers.stream().allMatch(version::equals);
        }
    }

    /** Kong's answer to a configuration. */
    sealed interface Reply {

        /** 201: taken; not yet live. */
        record Taken() implements Reply {}

        /** 400: refused. @param body Kong's JSON; has private keys in it when flattened */
        record Refused(String body) implements Reply {}

        /** 413: too large. @param message what to change */
        record TooLarge(String message) implements Reply {}

        /** 429 or 503: still loading the one before, or ending. */
        record Busy(Optional<Duration> retryAfter) implements Reply {}

        /** No answer in time, from Kong or from the network: it may or may not have been taken. */
        record Unknown() implements Reply {}

        /** Anything else. @param message for people */
        record Failed(int status, String message) implements Reply {}
    }
}
