package io.kongruent.cli.diff;

import java.util.Optional;

/**
 * A thing that is different.
 *
 * @param subject what it is, such as {@code routes httproute.default.shop.0}
 * @param before what it was, in a line; empty when it wasn't there
 * @param after what it is, in a line; empty when it is gone
 */
public record Change(String subject, Optional<String> before, Optional<String> after) {

    /** {@code +}, {@code -} or {@code ~}. */
    public String sign() {
        return before.isEmpty() ? "+" : after.isEmpty() ? "-" : "~";
    }
}
