package io.kongruent.translate;

import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tags of entities: none, or those by which users of Kong Ingress Controller select. */
final class Tagging {

    private Tagging() {}

    static List<String> of(Site site, Ref object) {
        return of(site, object, "", Optional.empty());
    }

    static List<String> of(Site site, Meta route, Optional<String> rule) {
        return of(site, route.ref(), route.uid(), rule);
    }

    private static List<String> of(Site site, Ref object, String uid, Optional<String> rule) {
        return switch (site.options().tags()) {
            case NONE -> List.of();
            case KUBERNETES -> {
                List<String> tags = new ArrayList<>();
                add(tags, "k8s-name", object.name());
                add(tags, "k8s-namespace", object.namespace());
                add(tags, "k8s-kind", object.kind());
                add(tags, "k8s-uid", uid);
                add(tags, "k8s-group", object.group());
                rule.ifPresent(name -> add(tags, "k8s-named-route-rule", name));
                yield List.copyOf(tags);
            }
        };
    }

    /** Kong takes neither commas nor slashes in a tag. */
    private static void add(List<String> tags, String key, String value) {
        if (!value.isEmpty()) {
            tags.add(key + ":" + value.replace('/', '_').replace(',', '_'));
        }
    }
}
