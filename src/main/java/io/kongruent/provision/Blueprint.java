package io.kongruent.provision;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.model.Ref;
import io.kongruent.provision.Wanted.Listen;
import java.util.ArrayList;
import java.util.List;

/** The objects that a Gateway's data plane consists of. Pure. */
public final class Blueprint {

    private Blueprint() {}

    /** Those of a Gateway, in the order in which they are best made. */
    public static List<HasMetadata> of(Wanted gateway, Maker maker, ServerKeys keys) {
        Common common = new Common(gateway, maker);
        List<Listen> listeners = gateway.listens();
        Guards guards = new Guards(common, listeners);
        Services services = new Services(common, listeners);
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(guards.account());
        objects.add(guards.plugin());
        objects.add(guards.keys(keys));
        objects.add(guards.network());
        objects.add(services.entrance());
        objects.add(services.admin());
        objects.add(new Workload(common, listeners, keys).deployment());
        objects.add(guards.disruption());
        guards.scaling().ifPresent(objects::add);
        return objects;
    }

    /** The name for which a Gateway's {@link ServerKeys} are. */
    public static String host(Ref gateway) {
        return Names.admin(gateway) + "." + gateway.namespace() + ".svc";
    }

    /** The name of the Secret with a Gateway's {@link ServerKeys}. */
    public static String secretName(Wanted gateway) {
        return Names.admin(gateway.meta().ref());
    }
}
