package io.kongruent.translate;

import io.kongruent.capability.Capability;
import io.kongruent.graph.CertificateNode;
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
 * The certificates of HTTPS listeners. With our plugin one entity per Secret, chosen by port, SNI and longest match; without it by Kong's own server
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
     * <p>A certificate that Kong has refused is named all the same when the listener has no other: the plugin then refuses the handshake, while a missing
     * name would make it show the certificate of a less specific listener.
     */
    SortedMap<Integer, SortedMap<String, List<String>>> enter() {
        SortedMap<Integer, SortedMap<String, List<String>>> shown = new TreeMap<>();
        for (ListenerNode listener : site.graph().listenersOf(site.dataPlane().name())) {
            if (!listener.terminatesTls() || listener.listenPort().isEmpty()) {
                continue;
            }
            if (site.can(Capability.CERTIFICATES)) {
                List<String> ids = chosenByPlugin(listener.certificates());
                if (!ids.isEmpty()) {
                    shown.computeIfAbsent(listener.listenPort().getAsInt(), p -> new TreeMap<>())
                            .put(listener.hostname().value(), ids);
                }
            } else {
                chosenByName(listener);
            }
        }
        return shown;
    }

    private List<String> chosenByPlugin(List<CertificateNode> nodes) {
        SequencedSet<String> all = new LinkedHashSet<>();
        SequencedSet<String> good = new LinkedHashSet<>();
        for (CertificateNode node : nodes) {
            Certificate certificate = certificate(node, Optional.empty());
            all.add(certificate.id());
            if (!site.refused(certificate)) {
                good.add(certificate.id());
                ledger.add(certificate, node.secret());
            }
        }
        return List.copyOf(good.isEmpty() ? all : good);
    }

    private void chosenByName(ListenerNode listener) {
        List<CertificateNode> nodes = new ArrayList<>(listener.certificates());
        if (nodes.isEmpty()) {
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
