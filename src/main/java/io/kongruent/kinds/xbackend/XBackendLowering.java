package io.kongruent.kinds.xbackend;

import io.kongruent.graph.LoweredBackend;
import io.kongruent.graph.LoweredBackend.Protocol;
import io.kongruent.graph.LoweredBackendTls;
import io.kongruent.graph.Lowerer;
import io.kongruent.graph.OutsideHost;
import io.kongruent.graph.Refusal;
import io.kongruent.kinds.BackendValidation;
import io.kongruent.kinds.Fields;
import io.kongruent.kinds.Identity;
import io.kongruent.kinds.Syntax;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.XBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * XBackend to a host and how it is spoken to. What a cluster holds may be of the shape of v1.6 of the Gateway API ({@code port.port}) or of v1.7 ({@code port.number}):
 * both are {@code v1alpha1}.
 */
public final class XBackendLowering implements Lowerer<XBackend, LoweredBackend> {

    @Override
    public Class<XBackend> kind() {
        return XBackend.class;
    }

    @Override
    public LoweredBackend lower(XBackend backend) {
        Meta meta = Identity.of(backend, Ref.GATEWAY_API_X, "XBackend");
        List<Refusal> problems = new ArrayList<>();
        Fields spec = new Fields(
                        backend.getSpec(),
                        "",
                        (field, message) -> problems.add(new Refusal(Reason.UnsupportedValue, field + ": " + message)))
                .only("type", "port", "externalHostname", "endpointSelector", "sessionPersistence", "protocol", "tls");
        String hostname = "";
        if (spec.text("type").equals("ExternalHostname")) {
            hostname = hostname(spec.part("externalHostname").only("hostname"), problems);
        } else {
            spec.refuse(
                    "type",
                    "\"" + spec.text("type")
                            + "\" isn't supported; use ExternalHostname, or a Service for what runs in the cluster");
        }
        if (spec.has("sessionPersistence")) {
            spec.refuse("sessionPersistence", "sessions aren't kept yet; remove the field");
        }
        int port = port(spec.part("port").only("name", "port", "number"), problems);
        boolean speaksTls = spec.part("tls").maybe("mode").isPresent()
                && !spec.part("tls").text("mode").equals("None");
        Protocol protocol = protocol(spec, speaksTls, problems);
        Optional<LoweredBackendTls> tls = speaksTls ? Optional.of(tls(meta, spec, problems)) : Optional.empty();
        return new LoweredBackend(meta, hostname, port, protocol, tls, problems);
    }

    /** "IP addresses are not allowed in this field", nor names of the cluster: those are Services, and in other namespaces a grant is asked for. */
    private static String hostname(Fields external, List<Refusal> problems) {
        String hostname = external.text("hostname").toLowerCase(Locale.ROOT);
        Optional<String> problem = Syntax.isPreciseHostname(hostname)
                ? OutsideHost.problem(hostname).map(Refusal::message)
                : Optional.of("\"" + hostname + "\" is no hostname; write the host's name in DNS");
        problem.ifPresent(p -> problems.add(new Refusal(Reason.Invalid, external.place() + "hostname: " + p)));
        return hostname;
    }

    private static int port(Fields port, List<Refusal> problems) {
        int number = port.number("number").orElse(port.number("port").orElse(0));
        if (number < 1 || number > 65_535) {
            problems.add(new Refusal(
                    Reason.Invalid,
                    "port: there is no number from 1 to 65535; write port.number, or"
                            + " port.port where the cluster has the Gateway API v1.6"));
            return 0;
        }
        return number;
    }

    private static Protocol protocol(Fields spec, boolean speaksTls, List<Refusal> problems) {
        String declared = spec.text("protocol");
        boolean clear = declared.equals("H2C");
        if ((clear && speaksTls) || (declared.equals("WSS") && !speaksTls)) {
            problems.add(new Refusal(
                    Reason.Invalid,
                    "protocol: " + declared + (clear ? " is without TLS; use HTTP2, or remove tls" : " needs tls")));
        }
        return switch (declared) {
            case "" -> Protocol.OF_THE_ROUTE;
            case "TCP" -> Protocol.TCP;
            case "HTTP" -> Protocol.HTTP;
            case "HTTP11" -> Protocol.HTTP11;
            case "HTTP2", "H2C", "GRPC" -> Protocol.HTTP2;
            case "WSS" -> Protocol.WEBSOCKET;
            default -> {
                problems.add(new Refusal(
                        Reason.UnsupportedProtocol,
                        "protocol: \"" + declared + "\" isn't supported; use HTTP, HTTP11, HTTP2, H2C, GRPC or TCP"));
                yield Protocol.OF_THE_ROUTE;
            }
        };
    }

    private static LoweredBackendTls tls(Meta meta, Fields spec, List<Refusal> problems) {
        Fields tls = spec.part("tls").only("mode", "clientCertificateRef", "validation");
        String mode = tls.text("mode");
        if (mode.equals("ClientAndServer")) {
            tls.refuse(
                    "mode",
                    "a certificate of its own can't be shown to one backend; use ServerOnly, and the Gateway's"
                            + " tls.backend.clientCertificateRef for all that its backends are shown");
        } else if (!mode.equals("ServerOnly")) {
            tls.refuse("mode", "\"" + mode + "\" isn't known here; use ServerOnly or None");
        }
        BackendValidation validation = BackendValidation.of(
                Validations.read(tls.part("validation")), meta.ref().namespace(), "tls.validation.");
        validation.problems().forEach(p -> problems.add(new Refusal(Reason.Invalid, p)));
        return new LoweredBackendTls(
                meta, List.of(), validation.authorities(), validation.system(), validation.hostname(), List.of());
    }
}
