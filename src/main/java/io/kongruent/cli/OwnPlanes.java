package io.kongruent.cli;

import io.kongruent.behaviour.PluginFiles;
import io.kongruent.cluster.Provisioning;
import io.kongruent.engine.Fleet;
import io.kongruent.kinds.Kinds;
import io.kongruent.provision.AdminKeys;
import io.kongruent.provision.GatewayFleet;
import io.kongruent.provision.Maker;
import io.kongruent.provision.Surroundings;
import io.kongruent.provision.Troubles;
import io.kongruent.push.Admin;
import io.kongruent.push.RestAdmins;
import io.kongruent.run.DataPlanes;
import io.kongruent.settings.KongruentSettings;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** That every Gateway gets a data plane of its own: who makes them, and which there are. */
record OwnPlanes(KongruentSettings settings, Provisioning provisioning) {

    /** Where the controller is when nothing tells. */
    private static final String USUAL_NAMESPACE = "kongruent-system";

    /** As the settings say; without a word there, wherever no data plane is set up. @param environment of the process */
    static Optional<OwnPlanes> of(KongruentSettings settings, Map<String, String> environment) {
        boolean enabled =
                settings.provisioning().enabled().orElse(settings.dataPlanes().isEmpty());
        if (!enabled) {
            return Optional.empty();
        }
        String namespace = settings.provisioning()
                .namespace()
                .or(() -> Optional.ofNullable(environment.get("POD_NAMESPACE")))
                .filter(n -> !n.isEmpty())
                .orElse(USUAL_NAMESPACE);
        Maker maker = new Maker(
                        settings.controllerName(),
                        namespace,
                        settings.provisioning().image(),
                        PluginFiles.read())
                .in(Surroundings.of(environment.getOrDefault("POD_IPS", "")));
        return Optional.of(new OwnPlanes(
                settings, new Provisioning(maker, new AdminKeys(), new Troubles(), InstantSource.system())));
    }

    /**
     * @param guard lets configurations through only while this process may send them
     * @throws io.kongruent.run.WrongSetting when the settings can't be had
     */
    Fleet fleet(RestAdmins admins, UnaryOperator<Admin> guard) {
        return new GatewayFleet(
                settings.controllerName(),
                DataPlanes.claiming(settings, endpoint -> guard.apply(admins.open(endpoint))),
                Kinds.lowerersWithoutRoutes(),
                provisioning.keys(),
                provisioning.troubles(),
                (endpoint, tls) ->
                        guard.apply(tls.map(t -> admins.open(endpoint, t)).orElseGet(() -> admins.open(endpoint))));
    }
}
