package io.kongruent.cli;

import io.kongruent.cli.offline.Evaluator;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a command that asks no data plane has to be told of it. */
final class EvaluationOptions {

    static final String CONTROLLER = "kongruent.io/gateway-controller";

    @Option(
            names = "--controller-name",
            paramLabel = "NAME",
            defaultValue = CONTROLLER,
            description = "GatewayClasses with this controllerName are ours (${DEFAULT-VALUE}).")
    String controllerName = CONTROLLER;

    @Option(
            names = "--port-map",
            paramLabel = "PORT=KONG-PORT",
            split = ",",
            description = "On which port Kong listens for a listener's port (80=8000,443=8443; others as they are).")
    Map<Integer, Integer> portMap = new LinkedHashMap<>();

    @Option(names = "--without-plugin", description = "For a Kong that doesn't carry the plugin gateway-api.")
    boolean withoutPlugin;

    @Option(names = "--allow-external-name", description = "Services of type ExternalName may be backends.")
    boolean allowExternalName;

    Evaluator evaluator() {
        return new Evaluator(controllerName, ports(portMap), !withoutPlugin, allowExternalName);
    }

    /** The usual ports of a Kong, and what was said about them. */
    static Map<Integer, Integer> ports(Map<Integer, Integer> said) {
        Map<Integer, Integer> ports = new LinkedHashMap<>(Map.of(80, 8000, 443, 8443));
        ports.putAll(said);
        return ports;
    }
}
