package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a gateway refuses although Kong takes it, because it can't do it. */
@FunctionalInterface
public interface Limits {
    /** Why an entity, as written and fine by Kong's rules, can't be served; empty when it can. */
    Optional<String> refuse(String collection, ObjectNode entity);
}
