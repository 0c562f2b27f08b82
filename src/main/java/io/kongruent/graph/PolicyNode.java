package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.List;

/**
 * A policy, or a backend with a status of its own, as far as it concerns Gateways of ours.
 *
 * @param authorities who is trusted
 * @param ancestors by Gateway; none for one that no route of ours has to do with
 */
public record PolicyNode(Meta meta, List<BackendTls.Authority> authorities, List<Ancestor> ancestors) {

    /** A Gateway that it is for, through the routes that lead to its targets or to itself. */
    public record Ancestor(Ref gateway, List<Condition> conditions) {
        public Ancestor {
            conditions = List.copyOf(conditions);
        }
    }

    public PolicyNode {
        authorities = List.copyOf(authorities);
        ancestors = List.copyOf(ancestors);
    }
}
