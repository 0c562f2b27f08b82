package io.kongruent.kinds.httproute;

import io.kongruent.kinds.Syntax;
import java.util.Optional;

/** What the CRD demands of paths. */
final class Paths {

    private Paths() {}

    /** Why a path can't be matched exactly or as a prefix ({@code HTTPPathMatch}'s validation rules); empty when it can. */
    static Optional<String> problem(String path) {
        if (!path.startsWith("/")) {
            return Optional.of("\"" + path + "\" doesn't start with /; write an absolute path");
        }
        for (String part : new String[] {"//", "/./", "/../", "%2f", "%2F", "#"}) {
            if (path.contains(part)) {
                return Optional.of("\"" + path + "\" contains " + part + ", which never reaches a route; remove it");
            }
        }
        if (path.endsWith("/.") || path.endsWith("/..")) {
            return Optional.of("\"" + path + "\" ends with a dot segment, which never reaches a route; remove it");
        }
        return isPath(path)
                ? Optional.empty()
                : Optional.of("\"" + path + "\" has characters that a path can't have; write them as %XX");
    }

    /** Why a text can't replace a path or a prefix; empty when it can. */
    static Optional<String> replacementProblem(String path) {
        return path.isEmpty() || isPath(path)
                ? Optional.empty()
                : Optional.of("\"" + path + "\" has characters that a path can't have; write them as %XX");
    }

    private static boolean isPath(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                if (i + 2 >= path.length() || !isHex(path.charAt(i + 1)) || !isHex(path.charAt(i + 2))) {
                    return false;
                }
            } else if (!Syntax.isAlphanumeric(c) && "-/._~!$&'()*+,;=:@".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
