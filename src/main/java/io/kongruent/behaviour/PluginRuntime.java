package io.kongruent.behaviour;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The decisions of the plugin {@code gateway-api}, made by the very Lua modules that Kong runs. Stands for one worker
 * of Kong: it has one global configuration, and the state of its weighted draws, which begin with the first backend.
 * Safe for use by several threads. A spec that {@link #validate} refuses makes every other method throw
 * {@link IllegalArgumentException}.
 */
public interface PluginRuntime extends AutoCloseable {

    /** A runtime without configuration; the caller closes it. */
    static PluginRuntime open() {
        return LuaPluginRuntime.open();
    }

    /**
     * Replaces the configuration. Draws of the specs among {@code ruleSpecs} go on where they were, all others are
     * forgotten; a spec that is not among them can still be used.
     *
     * @param globalSpec the JSON of a {@link GlobalSpec}; empty: no listeners, facts or certificates
     * @param ruleSpecs the JSON of every rule that is configured
     */
    void configure(Optional<String> globalSpec, Collection<String> ruleSpecs);

    /** As {@link #configure(Optional, Collection)} without rules: every draw begins anew. */
    default void configure(Optional<String> globalSpec) {
        configure(globalSpec, List.of());
    }

    /** What the plugin's schema says of a spec, global or of a rule; empty when it is accepted. */
    Optional<String> validate(String spec);

    /** The plugin's name, version, spec versions and capabilities, as its status endpoint gives them. */
    String capabilitiesJson();

    /** The ids of the certificates for a handshake, in order of preference; empty: refuse the handshake. */
    Optional<List<String>> certificateIds(int listenPort, Optional<String> sni);

    /**
     * The answer to a request that came over a connection made for another listener, which is given before it is routed; empty where it is in its place. Asked
     * for requests over TLS only.
     *
     * @param host the Host header as sent
     */
    Optional<Decision.Respond> misdirected(int listenPort, Optional<String> sni, String host);

    /**
     * The fact headers to set before routing, among {@code gwlistener} and {@code gwfacts}. One that is not in the
     * answer is to be removed, whatever the client sent; so are both before the request goes to a backend.
     */
    List<HeaderField> facts(RequestView request);

    /**
     * Those of the names which the router must not see: it reads {@code x_ver} where an expression means
     * {@code x-ver}. They are left out for routing and go to the backend all the same.
     */
    List<String> concealed(List<String> headerNames);

    /** What becomes of a request under a rule's spec. Advances the spec's draw if it has backends. */
    Decision decide(String spec, RequestView request);

    /**
     * The headers of a response after the rule's edits and then the drawn backend's. The headers of a
     * {@link Decision.Respond} have been edited already and are given back as they are.
     */
    List<HeaderField> responseHeaders(String spec, Decision decision, List<HeaderField> upstream);

    @Override
    void close();
}
