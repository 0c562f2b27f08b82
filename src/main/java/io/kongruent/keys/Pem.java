package io.kongruent.keys;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The PEM form of certificates and keys (RFC 7468). */
public final class Pem {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final int LINE = 64;

    private Pem() {}

    /** The bytes of every block with one of these labels, in order; other text and other blocks are passed over. */
    public static List<byte[]> blocks(String text, List<String> labels) throws Malformed {
        List<byte[]> blocks = new ArrayList<>();
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
            if (labelEnd < 0) {
                break;
            }
            String label = text.substring(at + BEGIN.length(), labelEnd);
            String end = "-----END " + label + DASHES;
            int bodyEnd = text.indexOf(end, labelEnd);
            if (bodyEnd < 0) {
                throw new Malformed("has a PEM block without an end");
            }
            if (labels.contains(label)) {
                try {
                    blocks.add(Base64.getMimeDecoder().decode(text.substring(labelEnd + DASHES.length(), bodyEnd)));
                } catch (IllegalArgumentException e) {
                    throw new Malformed("has a PEM block that isn't base64");
                }
            }
            at = text.indexOf(BEGIN, bodyEnd);
        }
        return blocks;
    }

    /** The label of the first block; empty when there is none. */
    static String firstLabel(String text, List<String> among) {
        String first = "";
        int at = Integer.MAX_VALUE;
        for (String label : among) {
            int found = text.indexOf(BEGIN + label + DASHES);
            if (found >= 0 && found < at) {
                at = found;
                first = label;
            }
        }
        return first;
    }

    /** A block. */
    static String write(String label, byte[] bytes) {
        return BEGIN + label + DASHES + "\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label + DASHES
                + "\n";
    }
}
