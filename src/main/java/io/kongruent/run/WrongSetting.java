package io.kongruent.run;

/** A setting with which nothing can be run. The message names it and says what is wrong; it has no secret in it. */
public final class WrongSetting extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String next;

    /**
     * @param setting its name, such as {@code kongruent.data-planes.default.admin-urls}
     * @param problem what is wrong with it
     * @param next what to do about it
     */
    public WrongSetting(String setting, String problem, String next) {
        super(setting + ": " + problem);
        this.next = next;
    }

    public String next() {
        return next;
    }
}
