package io.kongruent.provision;

import io.kongruent.keys.Identity;
import io.kongruent.push.AdminTls;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The controller's side of the mutual TLS with Admin APIs. Always goes by the newest {@link Authority}. Thread-safe. */
public final class AdminKeys {

    private final AtomicReference<@Nullable Authority> authority = new AtomicReference<>();

    /** From now on this one counts. */
    public void use(Authority newest) {
        authority.set(newest);
    }

    /** The one that counts; empty before the first. */
    public Optional<Authority> authority() {
        return Optional.ofNullable(authority.get());
    }

    /** For the Admin API that shows a certificate for {@code host}, under whatever address it is reached. */
    AdminTls tls(String host) {
        return AdminTls.of(
                () -> Optional.of(new Identity(
                        List.of(current().client().certificate()),
                        current().client().key())),
                () -> Optional.of(current().believed()),
                host);
    }

    private Authority current() {
        Authority now = authority.get();
        if (now == null) {
            throw new IllegalStateException("there are no certificates yet");
        }
        return now;
    }
}
