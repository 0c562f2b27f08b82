package io.kongruent.embedded;

import io.kongruent.keys.X509;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The certificate that is served when no other fits, made anew at every start as Kong does it. */
record SelfSigned(PrivateKey key, List<X509Certificate> chain) {
    /** Its only name. */
    static final String NAME = "Kongruent embedded gateway";

    private static final Duration BACKDATED = Duration.ofDays(1);
    private static final Duration LIFE = Duration.ofDays(365);

    static SelfSigned make(Clock clock) {
        return make(clock, NAME);
    }

    /** One with another name. */
    static SelfSigned make(Clock clock, String commonName) {
        Instant now = clock.instant();
        X509.Pair made = X509.selfSigned(commonName, now.minus(BACKDATED), now.plus(LIFE), new X509.Use.Any());
        return new SelfSigned(made.key(), List.of(made.certificate()));
    }
}
