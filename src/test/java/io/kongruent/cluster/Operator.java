package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.kongruent.behaviour.PluginFiles;
import io.kongruent.capability.Capabilities;
import io.kongruent.embedded.Dialer;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.engine.Engine;
import io.kongruent.engine.EngineInput;
import io.kongruent.engine.EngineListener;
import io.kongruent.graph.Graph;
import io.kongruent.kinds.Kinds;
import io.kongruent.provision.AdminKeys;
import io.kongruent.provision.GatewayFleet;
import io.kongruent.provision.Maker;
import io.kongruent.provision.Troubles;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.AdminTls;
import io.kongruent.push.Outcome;
import io.kongruent.push.PushTiming;
import io.kongruent.push.RestAdmins;
import io.kongruent.translate.TranslateOptions;
import io.kongruent.verdict.Verdicts;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A whole controller in this process that makes data planes. There is no kubelet: the pods are embedded gateways that a test starts at addresses of its choice,
 * and what other controllers would write the test writes.
 */
final class Operator implements AutoCloseable {

    final ClusterSource source;
    final Engine engine;
    private final Lab lab;
    private final RestAdmins admins;
    private final Map<String, EmbeddedGateway> pods = new ConcurrentHashMap<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    Operator(RestAdmins admins, Lab lab, Config config) {
        this(admins, lab, ClusterInput.of(config, lab.controller), lab.namespace);
    }

    /** @param namespace where the authority for Admin APIs is kept */
    Operator(RestAdmins admins, Lab lab, ClusterInput input, String namespace) {
        this.lab = lab;
        this.admins = admins;
        AdminKeys keys = new AdminKeys();
        Troubles troubles = new Troubles();
        Maker maker = new Maker(lab.controller, namespace, "kong:3.9", PluginFiles.read());
        source = new ClusterSource(
                input.withProvisioning(new Provisioning(maker, keys, troubles, InstantSource.system())));
        engine = new Engine(new EngineInput(
                lab.controller,
                false,
                false,
                new TranslateOptions(TranslateOptions.Tags.NONE),
                source::snapshot,
                new GatewayFleet(lab.controller, List.of(), Kinds.lowerersWithoutRoutes(), keys, troubles, this::open),
                Capabilities.shipped("0.1.0", List.of()),
                PushTiming.DEFAULT,
                new Ears()));
        source.start(this::changed);
    }

    private Admin open(AdminEndpoint endpoint, Optional<AdminTls> tls) {
        if (endpoint.url().getHost().equals("127.0.0.1")) {
            return tls.map(t -> admins.open(endpoint, t)).orElseGet(() -> admins.open(endpoint));
        }
        EmbeddedGateway pod = pods.get(endpoint.url().getHost());
        return admins.open(
                pod == null
                        ? AdminEndpoint.at(java.net.URI.create("http://127.0.0.1:1"))
                        : AdminEndpoint.at(pod.adminUrl()));
    }

    /** A pod that runs at an address. */
    EmbeddedGateway pod(String address, ProxyListen... listens) {
        EmbeddedGateway pod = EmbeddedGateway.start(
                EmbeddedSettings.defaults().withListens(listens).withDialer(Operator::dial));
        pods.put(address, pod);
        return pod;
    }

    /** The pod at an address is gone; what the cluster says of it stays. */
    void vanish(String address) {
        Objects.requireNonNull(pods.remove(address)).close();
    }

    /** What the cluster says of the pods of a Gateway: they are ready. */
    void endpoints(String gateway, String... addresses) {
        endpoints(gateway, true, addresses);
    }

    /** @param serving whether they are ready; this Service publishes them all the same */
    void endpoints(String gateway, boolean serving, String... addresses) {
        StringBuilder list = new StringBuilder();
        for (String address : addresses) {
            list.append("{addresses: [")
                    .append(address)
                    .append("], conditions: {ready: true, serving: ")
                    .append(serving)
                    .append("}},");
        }
        lab.apply("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: %1$s-kong-admin-1, namespace: $T, labels: {kubernetes.io/service-name: %1$s-kong-admin}}
                addressType: IPv4
                ports: [{name: admin, port: 65444, protocol: TCP}]
                endpoints: [%2$s]
                """.formatted(gateway, list));
    }

    /** What a load balancer says. */
    void balanced(String gateway, String address) {
        Service service = get(Service.class, gateway + "-kong");
        lab.client
                .resource(new ServiceBuilder(service)
                        .withNewStatus()
                        .withNewLoadBalancer()
                        .addNewIngress()
                        .withIp(address)
                        .endIngress()
                        .endLoadBalancer()
                        .endStatus()
                        .build())
                .updateStatus();
    }

    <T extends HasMetadata> T get(Class<T> type, String name) {
        return lab.now(type, name);
    }

    private static Dialer.Place dial(Dialer.Place wanted) {
        Integer port = Subject.BACKENDS.get(wanted.host());
        return port == null ? wanted : new Dialer.Place("127.0.0.1", port);
    }

    private void changed() {
        if (begun.compareAndSet(false, true)) {
            engine.start();
        } else {
            engine.changed();
        }
    }

    @Override
    public void close() {
        engine.close();
        source.close();
        pods.values().forEach(EmbeddedGateway::close);
    }

    private final class Ears implements EngineListener {
        @Override
        public void resolved(long pass, Graph graph) {
            source.resolved(graph);
        }

        @Override
        public void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts) {
            source.verdicts(graph, outcomes, verdicts);
        }
    }
}
