package io.kongruent.kinds;

import java.time.Duration;
import java.util.Optional;

/** Durations as GEP-2257 spells them: one to four times a number of up to five digits and a unit of {@code h}, {@code m}, {@code s} or {@code ms}. */
public final class Durations {

    private Durations() {}

    /** The duration; empty when it isn't one. */
    public static Optional<Duration> parse(String text) {
        Duration sum = Duration.ZERO;
        int at = 0;
        int parts = 0;
        while (at < text.length()) {
            int unit = at;
            while (unit < text.length() && text.charAt(unit) >= '0' && text.charAt(unit) <= '9') {
                unit++;
            }
            int digits = unit - at;
            if (digits < 1 || digits > 5 || ++parts > 4) {
                return Optional.empty();
            }
            long number = Long.parseLong(text, at, unit, 10);
            if (text.startsWith("ms", unit)) {
                sum = sum.plusMillis(number);
                at = unit + 2;
            } else if (text.startsWith("s", unit)) {
                sum = sum.plusSeconds(number);
                at = unit + 1;
            } else if (text.startsWith("m", unit)) {
                sum = sum.plusMinutes(number);
                at = unit + 1;
            } else if (text.startsWith("h", unit)) {
                sum = sum.plusHours(number);
                at = unit + 1;
            } else {
                return Optional.empty();
            }
        }
        return parts == 0 ? Optional.empty() : Optional.of(sum);
    }
}
