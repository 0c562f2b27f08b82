package io.kongruent.cli.doctor;

/**
 * Something that isn't as it could be.
 *
 * @param what is the case
 * @param costs what that costs whoever uses the Kong
 * @param set what to set or do
 */
public record Finding(Level level, String what, String costs, String set) {

    /** The same with other advice. */
    Finding with(String otherSet) {
        return new Finding(level, what, costs, otherSet);
    }

    public enum Level {
        /** The Kong can't be used. */
        UNUSABLE,
        /** Something of the Gateway API is refused, or what is served isn't safe. */
        LACKS,
        /** Good to know; may well be meant so. */
        NOTE;

        /** As it is printed. */
        public String word() {
            return switch (this) {
                case UNUSABLE -> "unusable";
                case LACKS -> "lacks";
                case NOTE -> "note";
            };
        }
    }
}
