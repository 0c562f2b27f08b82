package io.kongruent.graph;

import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;

/**
 * A BackendTLSPolicy, lowered.
 *
 * @param authorities what {@code caCertificateRefs} name, in the policy's own namespace
 * @param system whether the system's authorities are meant instead
 * @param hostname the name that backends are asked for and verified by
 * @param problems what makes the policy invalid, judged by the one object alone
 */
public record LoweredBackendTls(
        Meta meta, List<Target> targets, List<Ref> authorities, boolean system, String hostname, List<String> problems)
        implements LoweredPolicy<LoweredBackendTls.Target> {

    /** What a policy is for: a Service, or one port of it by name. */
    public record Target(Ref ref, Optional<String> section) {
        @Override
        public String toString() {
            return ref + section.map(s -> " port " + s).orElse("");
        }
    }

    public LoweredBackendTls {
        targets = List.copyOf(targets);
        authorities = List.copyOf(authorities);
        problems = List.copyOf(problems);
    }
}
