package io.kongruent.cli.print;

import picocli.CommandLine.Help.Ansi;

/** Colours where a terminal shows them; otherwise the text as it is. */
public record Style(boolean colours) {

    public static final Style PLAIN = new Style(false);

    private static final char ESCAPE = 27;

    /** Colours if standard output is a terminal that wants them ({@code NO_COLOR} and the like are respected). */
    public static Style ofTerminal() {
        return new Style(Ansi.AUTO.enabled());
    }

    public String good(String text) {
        return paint("32", text);
    }

    public String bad(String text) {
        return paint("31", text);
    }

    public String warn(String text) {
        return paint("33", text);
    }

    public String strong(String text) {
        return paint("1", text);
    }

    public String faint(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return colours && !text.isEmpty() ? ESCAPE + "[" + code + "m" + text + ESCAPE + "[0m" : text;
    }

    /** How many columns a text takes, colours not counted. */
    public static int width(String text) {
        int width = 0;
        boolean inEscape = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ESCAPE) {
                inEscape = true;
            } else if (inEscape) {
                inEscape = c != 'm';
            } else if (!Character.isLowSurrogate(c)) {
                width++;
            }
        }
        return width;
    }
}
