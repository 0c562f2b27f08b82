package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicyValidation;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.LocalObjectReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.SubjectAltName;
import io.kongruent.model.Declared;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How backends are verified, as BackendTLSPolicies and XBackends declare it.
 *
 * @param authorities what {@code caCertificateRefs} name
 * @param system whether the system's authorities are meant instead
 * @param hostname what backends are asked for and verified by, in lower case
 * @param problems why it can't be had
 */
public record BackendValidation(List<Ref> authorities, boolean system, String hostname, List<String> problems) {

    public BackendValidation {
        authorities = List.copyOf(authorities);
        problems = List.copyOf(problems);
    }

    /** @param place of the validation inside the spec, ended by a dot */
    public static BackendValidation of(BackendTLSPolicyValidation validation, String namespace, String place) {
        List<String> problems = new ArrayList<>();
        List<Ref> authorities = new ArrayList<>();
        for (@Nullable LocalObjectReference ref : Declared.list(validation.getCaCertificateRefs())) {
            LocalObjectReference r = ref == null ? new LocalObjectReference() : ref;
            authorities.add(new Ref(
                    Declared.text(r.getGroup()), Declared.text(r.getKind()), namespace, Declared.text(r.getName())));
        }
        boolean system = system(validation, authorities.isEmpty(), place, problems);
        String hostname = Declared.text(validation.getHostname()).toLowerCase(Locale.ROOT);
        if (!Syntax.isPreciseHostname(hostname)) {
            problems.add(place + "hostname: \"" + hostname
                    + "\" is no hostname; write the name in the backends' certificate");
        }
        alternatives(validation, hostname, place, problems);
        NewerFields.refuse(validation.getAdditionalProperties(), place, problems);
        return new BackendValidation(authorities, system, hostname, problems);
    }

    /** "If an implementation does not support the WellKnownCACertificates field, or the supplied value is not recognized, the implementation MUST" say Invalid. */
    private static boolean system(
            BackendTLSPolicyValidation validation, boolean noOthers, String place, List<String> problems) {
        String wellKnown = Declared.text(validation.getWellKnownCACertificates());
        if (!wellKnown.isEmpty() && !wellKnown.equals("System")) {
            problems.add(place + "wellKnownCACertificates: \"" + wellKnown + "\" isn't known here; use System");
        }
        if (wellKnown.isEmpty() == noOthers) {
            problems.add(place.substring(0, place.length() - 1)
                    + (noOthers
                            ? ": nobody is trusted; write caCertificateRefs or wellKnownCACertificates"
                            : ": caCertificateRefs and wellKnownCACertificates exclude each other; remove one"));
        }
        return wellKnown.equals("System");
    }

    /** "If SubjectAltNames are specified, Hostname … MUST NOT be used for authentication": nginx verifies by the one name that it asks for. */
    private static void alternatives(
            BackendTLSPolicyValidation validation, String hostname, String place, List<String> problems) {
        for (@Nullable SubjectAltName name : Declared.list(validation.getSubjectAltNames())) {
            boolean same = name != null
                    && Declared.text(name.getType()).equals("Hostname")
                    && Declared.text(name.getHostname()).equalsIgnoreCase(hostname);
            if (!same) {
                problems.add(place
                        + "subjectAltNames: backends are verified by the name that they are asked for and by no other;"
                        + " remove the field, or leave only the hostname itself");
                return;
            }
        }
    }
}
