package io.kongruent.graph;

import io.kongruent.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses of Gateways: those of the data plane, or the ones of them that the Gateway asks for. */
final class Addresses {

    private static final Set<String> TYPES = Set.of("IPAddress", "Hostname");

    private Addresses() {}

    static void judge(GatewayDraft gateway) {
        List<GatewayNode.Address> known = gateway.dataPlane.addresses();
        List<LoweredGateway.RequestedAddress> requested = gateway.lowered.addresses();
        Optional<String> trouble = gateway.dataPlane
                .made()
                .filter(made -> made.listens().isEmpty())
                .flatMap(DataPlane.Made::trouble);
        if (trouble.isPresent()) {
            gateway.addressProblem = Optional.of(
                    new Refusal(Reason.NoResources, "Its data plane can't be made, tried again: " + trouble.get()));
            return;
        }
        if (requested.isEmpty()) {
            gateway.addresses = known;
            gateway.dataPlane
                    .made()
                    .filter(made -> known.isEmpty())
                    .ifPresent(
                            made -> gateway.addressProblem = Optional.of(
                                    new Refusal(
                                            Reason.AddressNotAssigned,
                                            "Waiting for an address of Service " + made.service()
                                                    + "; one of type LoadBalancer gets it from what provides load balancers in the cluster")));
            return;
        }
        requested.stream()
                .filter(a -> !TYPES.contains(a.type()))
                .findFirst()
                .ifPresent(a -> gateway.refuse(
                        Reason.UnsupportedAddress,
                        "addresses[" + a.index() + "]: the type \"" + a.type()
                                + "\" isn't supported; use IPAddress or Hostname"));
        List<GatewayNode.Address> assigned = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        List<String> unassigned = new ArrayList<>();
        for (LoweredGateway.RequestedAddress address : requested) {
            Optional<GatewayNode.Address> found = known.stream()
                    .filter(k -> k.type().equals(address.type()))
                    .filter(k -> address.value().isEmpty()
                            ? !assigned.contains(k)
                            : k.value().equalsIgnoreCase(address.value()))
                    .findFirst();
            if (found.isPresent()) {
                if (!assigned.contains(found.get())) {
                    assigned.add(found.get());
                }
            } else if (address.value().isEmpty()) {
                unassigned.add("addresses[" + address.index() + "] of type " + address.type());
            } else {
                unusable.add("addresses[" + address.index() + "] " + address.value());
            }
        }
        gateway.addresses = assigned;
        Optional<DataPlane.Made> made = gateway.dataPlane.made();
        String has = made.map(m -> "Service " + m.service()).orElse("data plane " + gateway.dataPlane.name()) + " has "
                + (known.isEmpty()
                        ? "no known address"
                        : known.stream().map(GatewayNode.Address::value).collect(Collectors.joining(", ")));
        String next = made.isPresent()
                ? "; ask for one that the cluster's load balancers can give it"
                : "; ask for one that it has, or set "
                        + Parameters.placeOfAddresses(gateway.parameters, gateway.dataPlane.name());
        if (!unusable.isEmpty()) {
            gateway.addressProblem = Optional.of(new Refusal(
                    Reason.AddressNotUsable, String.join(", ", unusable) + " can't be used: " + has + next));
        } else if (!unassigned.isEmpty()) {
            gateway.addressProblem = Optional.of(new Refusal(
                    Reason.AddressNotAssigned, String.join(", ", unassigned) + " can't be assigned: " + has + next));
        }
    }
}
