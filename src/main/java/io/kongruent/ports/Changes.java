package io.kongruent.ports;

/** Hears that something has changed in what the snapshot is taken from. Returns at once; may be told more often than needed, by any thread. */
@FunctionalInterface
public interface Changes {

    void changed();
}
