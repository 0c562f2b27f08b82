package io.kongruent.provision;

import io.kongruent.model.Digest;
import io.kongruent.model.Ref;

/**
 * The names of what is made for a Gateway. Two Gateways of a namespace never share one; every one can be a Service's name and a label's value, however long the
 * Gateway's is.
 */
final class Names {

    private static final int MOST = 63;
    private static final int DIGITS = 8;

    /** Behind the longest suffix there is still room. */
    private static final String SUFFIX = "-kong";

    private static final int LONGEST_ENDING = 8;

    private Names() {}

    /** The name of the Deployment, the Service and the like. */
    static String of(Ref gateway) {
        String name = gateway.name();
        String plain = name.replace('.', '-');
        String start = plain.isEmpty() || !isLetter(plain.charAt(0)) ? "g" + plain : plain;
        return start.equals(name) && start.length() + SUFFIX.length() + LONGEST_ENDING <= MOST
                ? name + SUFFIX
                : cut(start, MOST - SUFFIX.length() - LONGEST_ENDING, name) + SUFFIX;
    }

    /** The headless Service of the Admin APIs, and the Secret with their certificate. */
    static String admin(Ref gateway) {
        return of(gateway) + "-admin";
    }

    /** The ConfigMap of a plugin with such content: pods that have been made with another one keep that. */
    static String plugin(Ref gateway, String digest) {
        return of(gateway) + "-" + digest.substring(0, LONGEST_ENDING - 1);
    }

    /** A name as the value of a label: itself, unless it is too long. */
    static String label(String name) {
        String plain = name.replace('/', '_');
        return plain.length() <= MOST ? plain : cut(plain, MOST, name);
    }

    private static String cut(String text, int most, String whole) {
        String hash = Digest.hex(whole, DIGITS);
        int room = most - hash.length() - 1;
        String start = text.length() <= room ? text : text.substring(0, room);
        while (start.endsWith("-") || start.endsWith(".") || start.endsWith("_")) {
            start = start.substring(0, start.length() - 1);
        }
        return start + "-" + hash;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}
