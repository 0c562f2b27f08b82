package io.kongruent.translate;

import io.kongruent.capability.Capability;
import io.kongruent.graph.CertificateNode;
import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.ListenerNode;
import io.kongruent.kong.Ids;
import io.kongruent.kong.KongEntity.Certificate;
import io.kongruent.kong.KongEntity.Sni;
import io.kongruent.model.Hostname;
import io.kongruent.model.Ref;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The certificates of listeners that terminate TLS. With our plugin one entity per Secret, chosen by port, SNI and longest match; without it by Kong's own server
 * names, where a listener is refused that would use one for two ports.
 */
final class Certificates {

    private final Site site;
    private final Ledger ledger;

    Certificates(Site site, Ledger ledger) {
        this.site = site;
        this.ledger = ledger;
    }

    /**
     * Enters the certificates, and tells which the plugin is to show: ids by listen port and hostname.
     *
     * <p>A listener without a certificate that Kong takes is named all the same, with none: the plugin then refuses the handshake, while a missing name
     * would make it show the certificate of a less specific listener. Connections of the protocol TLS need no such name: no route of Kong takes them.
     */
    SortedMap<Integer, SortedMap<String, List<String>>> enter() {
        SortedMap<Integer, SortedMap<String, List<String>>> shown = new TreeMap<>();
        site.listeners().terminatingTls().forEach(listener -> {
            if (!site.can(Capability.CERTIFICATES)) {
                chosenByName(listener);
            } else if (listener.listenPort().isPresent()) {
                shown.computeIfAbsent(listener.listenPort().getAsInt(), p -> new TreeMap<>())
                        .computeIfAbsent(listener.hostname().value(), h -> chosenByPlugin(listener));
            }
        });
        site.flows().serving().stream()
                .filter(ListenerNode::terminatesTls)
                .forEach(listener -> listener.listenPort()
                        .ifPresent(port -> shown.computeIfAbsent(port, p -> new TreeMap<>())
                                .computeIfAbsent(listener.hostname().value(), h -> chosenByPlugin(listener))));
        return shown;
    }

    /** Enters what Gateways show to backends that speak TLS: ids by listen port, each of which has one Gateway. */
    SortedMap<Integer, String> shownToBackends() {
        SortedMap<Integer, String> shown = new TreeMap<>();
        for (GatewayNode gateway : site.graph().gateways()) {
            if (gateway.backendCertificate().isEmpty()) {
                continue;
            }
            CertificateNode node = gateway.backendCertificate().get();
            Certificate certificate = certificate(node, Optional.empty());
            for (ListenerNode listener : site.listeners().serving()) {
                if (listener.key().gateway().equals(gateway.meta().ref())
                        && listener.listenPort().isPresent()
                        && !site.refused(certificate)) {
                    shown.put(listener.listenPort().getAsInt(), certificate.id());
                    ledger.add(certificate, node.secret());
                }
            }
        }
        return shown;
    }

    private List<String> chosenByPlugin(ListenerNode listener) {
        SequencedSet<String> good = new LinkedHashSet<>();
        for (CertificateNode node : listener.serves() ? listener.certificates() : List.<CertificateNode>of()) {
            Certificate certificate = certificate(node, Optional.empty());
            if (!site.refused(certificate)) {
                good.add(certificate.id());
                ledger.add(certificate, node.secret());
            }
        }
        return List.copyOf(good);
    }

    private void chosenByName(ListenerNode listener) {
        List<CertificateNode> nodes = new ArrayList<>(listener.certificates());
        if (nodes.isEmpty() || !listener.serves()) {
            return;
        }
        CertificateNode first = nodes.removeFirst();
        String type = keyType(first);
        Optional<CertificateNode> other =
                nodes.stream().filter(n -> !keyType(n).equals(type)).findFirst();
        Certificate certificate = certificate(first, other);
        String name = sni(listener.hostname());
        Sni sni = new Sni(
                Ids.of("snis", name),
                name,
                certificate.id(),
                Tagging.of(site, listener.key().source()));
        if (!site.refused(certificate) && !site.refused(sni)) {
            ledger.add(certificate, first.secret());
            ledger.add(sni, listener.key().source());
        }
    }

    private Certificate certificate(CertificateNode node, Optional<CertificateNode> other) {
        Ref secret = node.secret();
        String identity =
                secret.path() + other.map(o -> "+" + o.secret().path()).orElse("");
        return new Certificate(
                Ids.of("certificates", identity),
                node.certificate(),
                node.key(),
                other.map(CertificateNode::certificate),
                other.map(CertificateNode::key),
                Tagging.of(site, secret));
    }

    private static String sni(Hostname hostname) {
        return hostname.isAny() ? "*" : hostname.value();
    }

    /** The algorithm of the key, such as RSA or EC; empty when the text is no certificate. */
    private static String keyType(CertificateNode node) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(node.certificate().getBytes(StandardCharsets.UTF_8)))
                    .getPublicKey()
                    .getAlgorithm();
        } catch (CertificateException e) {
            return "";
        }
    }
}
