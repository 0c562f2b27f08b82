package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.List;

/**
 * A policy as far as it concerns Gateways of ours.
 *
 * @param authorities who is trusted
 * @param ancestors by Gateway; none for a policy that no route of ours has to do with
 */
public record PolicyNode(Meta meta, List<BackendTls.Authority> authorities, List<Ancestor> ancestors) {

    /** A Gateway that the policy is for, through the routes that lead to its targets. */
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
