package io.kongruent.run;

import io.kongruent.capability.Capabilities;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminUnreachable;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * An Admin API that gets configurations only while this process is the one that may send them. A process that has stood still, and whose lease has run out
 * meanwhile, sends nothing when it goes on.
 *
 * @param may asked right before each sending
 */
public record Fenced(Admin admin, BooleanSupplier may) implements Admin {

    @Override
    public String url() {
        return admin.url();
    }

    @Override
    public Capabilities probe() {
        return admin.probe();
    }

    @Override
    public Applied applied() {
        return admin.applied();
    }

    @Override
    public Reply post(byte[] document, boolean flatten) {
        if (!may.getAsBoolean()) {
            throw new AdminUnreachable("nothing is sent to " + url() + ": this process doesn't lead any more");
        }
        return admin.post(document, flatten);
    }

    @Override
    public Optional<String> objection(String collection, String entity) {
        return admin.objection(collection, entity);
    }

    @Override
    public void close() {
        admin.close();
    }
}
