package io.kongruent.cli;

/** What the process ends with. */
final class ExitCodes {

    /** Done, nothing to complain about. */
    static final int OK = 0;

    /** Done, with findings: problems in manifests, refused rules, differences. */
    static final int FINDINGS = 1;

    /** Not done: wrong usage or unreadable input. */
    static final int USAGE = 2;

    /** Not done: a defect of the program. */
    static final int INTERNAL = 3;

    private ExitCodes() {}
}
