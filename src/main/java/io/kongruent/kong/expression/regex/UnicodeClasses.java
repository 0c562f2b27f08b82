package io.kongruent.kong.expression.regex;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/** The named classes of the dialect. Java's Unicode data is that of Kong's library: Unicode 16. */
final class UnicodeClasses {
    private UnicodeClasses() {}

    /** What a property name stands for. */
    sealed interface Property {
        record Known(CodePoints members) implements Property {}

        /** Kong knows it, Java has no data for it. */
        record Foreign(String name) implements Property {}

        record Unknown(String message) implements Property {}
    }

    private static final Property NO_NAME = new Property.Unknown("Unicode property not found");
    private static final Property NO_VALUE = new Property.Unknown("Unicode property value not found");

    private static final Map<String, String> ASCII = Map.ofEntries(
            Map.entry("alnum", "09AZaz"),
            Map.entry("alpha", "AZaz"),
            Map.entry("ascii", "\0\u007f"),
            Map.entry("blank", "\t\t  "),
            Map.entry("cntrl", "\0\u001f\u007f\u007f"),
            Map.entry("digit", "09"),
            Map.entry("graph", "!~"),
            Map.entry("lower", "az"),
            Map.entry("print", " ~"),
            Map.entry("punct", "!/:@[`{~"),
            Map.entry("space", "\t\r  "),
            Map.entry("upper", "AZ"),
            Map.entry("word", "09AZ__az"),
            Map.entry("xdigit", "09AFaf"));

    private static final Map<String, Integer> CATEGORIES = categories();

    private static final Map<String, IntPredicate> BINARY = binary();

    /** Binary properties that Kong's library has and Java hasn't, with their short names. */
    private static final Set<String> FOREIGN =
            Set.of(("bidic bidicontrol ci caseignorable cased cwcf changeswhencasefolded cwcm changeswhencasemapped cwl"
                            + " changeswhenlowercased cwt changeswhentitlecased cwu changeswhenuppercased dash di"
                            + " defaultignorablecodepoint dep deprecated dia diacritic ext extender grbase graphemebase grext"
                            + " graphemeextend grlink graphemelink hyphen idsb idsbinaryoperator idst"
                            + " idstrinaryoperator idsu idsunaryoperator idcompatmathcontinue idcompatmathstart idc"
                            + " idcontinue ids idstart loe logicalorderexception math mcm modifiercombiningmark oalpha"
                            + " otheralphabetic odi otherdefaultignorablecodepoint ogrext othergraphemeextend oidc"
                            + " otheridcontinue oids otheridstart olower otherlowercase omath othermath oupper"
                            + " otheruppercase patsyn patternsyntax pcm prependedconcatenationmark qmark quotationmark"
                            + " radical sterm sentenceterminal sd softdotted term terminalpunctuation uideo"
                            + " unifiedideograph xidc xidcontinue xids xidstart")
                    .split(" "));

    /** Properties with values whose data Java hasn't. */
    private static final Set<String> FOREIGN_VALUED = Set.of(
            "age", "gcb", "graphemeclusterbreak", "sb", "sentencebreak", "scx", "scriptextensions", "wb", "wordbreak");

    /** Found properties: finding one goes through all characters. There are only so many. */
    private static final Map<String, Property> FOUND = new ConcurrentHashMap<>();

    private static Map<String, IntPredicate> binary() {
        Map<String, IntPredicate> binary = new HashMap<>();
        binary.put("alpha alphabetic", Character::isAlphabetic);
        binary.put("lower lowercase", Character::isLowerCase);
        binary.put("upper uppercase", Character::isUpperCase);
        binary.put("space whitespace wspace", Scanner::isSpace);
        binary.put("ideo ideographic", Character::isIdeographic);
        binary.put("emoji", Character::isEmoji);
        binary.put("epres emojipresentation", Character::isEmojiPresentation);
        binary.put("emod emojimodifier", Character::isEmojiModifier);
        binary.put("ebase emojimodifierbase", Character::isEmojiModifierBase);
        binary.put("ecomp emojicomponent", Character::isEmojiComponent);
        binary.put("extpict extendedpictographic", Character::isExtendedPictographic);
        binary.put("bidim bidimirrored", Character::isMirrored);
        binary.put("ahex asciihexdigit", c -> c < 128 && Character.digit(c, 16) >= 0);
        binary.put("hex hexdigit", c -> Character.digit(c, 16) >= 0 && (c < 128 || c >= 0xFF10 && c <= 0xFF46));
        binary.put("joinc joincontrol", c -> c == 0x200C || c == 0x200D);
        binary.put("nchar noncharactercodepoint", c -> (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF));
        binary.put("ri regionalindicator", c -> c >= 0x1F1E6 && c <= 0x1F1FF);
        binary.put(
                "vs variationselector",
                c -> (c >= 0x180B && c <= 0x180D)
                        || c == 0x180F
                        || (c >= 0xFE00 && c <= 0xFE0F)
                        || (c >= 0xE0100 && c <= 0xE01EF));
        binary.put(
                "patws patternwhitespace",
                c -> (c >= 9 && c <= 13)
                        || c == ' '
                        || c == 0x85
                        || c == 0x200E
                        || c == 0x200F
                        || c == 0x2028
                        || c == 0x2029);
        Map<String, IntPredicate> byName = new HashMap<>();
        binary.forEach((names, test) -> {
            for (String name : names.split(" ")) {
                byName.put(name, test);
            }
        });
        return Map.copyOf(byName);
    }

    /** Bit sets over Java's category numbers, by short and long name. */
    private static Map<String, Integer> categories() {
        Map<String, Integer> categories = new HashMap<>();
        List<String> names = List.of(
                "lu uppercaseletter " + Character.UPPERCASE_LETTER,
                "ll lowercaseletter " + Character.LOWERCASE_LETTER,
                "lt titlecaseletter " + Character.TITLECASE_LETTER,
                "lm modifierletter " + Character.MODIFIER_LETTER,
                "lo otherletter " + Character.OTHER_LETTER,
                "mn nonspacingmark " + Character.NON_SPACING_MARK,
                "mc spacingmark " + Character.COMBINING_SPACING_MARK,
                "me enclosingmark " + Character.ENCLOSING_MARK,
                "nd decimalnumber digit " + Character.DECIMAL_DIGIT_NUMBER,
                "nl letternumber " + Character.LETTER_NUMBER,
                "no othernumber " + Character.OTHER_NUMBER,
                "pc connectorpunctuation " + Character.CONNECTOR_PUNCTUATION,
                "pd dashpunctuation " + Character.DASH_PUNCTUATION,
                "ps openpunctuation " + Character.START_PUNCTUATION,
                "pe closepunctuation " + Character.END_PUNCTUATION,
                "pi initialpunctuation " + Character.INITIAL_QUOTE_PUNCTUATION,
                "pf finalpunctuation " + Character.FINAL_QUOTE_PUNCTUATION,
                "po otherpunctuation " + Character.OTHER_PUNCTUATION,
                "sm mathsymbol " + Character.MATH_SYMBOL,
                "sc currencysymbol " + Character.CURRENCY_SYMBOL,
                "sk modifiersymbol " + Character.MODIFIER_SYMBOL,
                "so othersymbol " + Character.OTHER_SYMBOL,
                "zs spaceseparator " + Character.SPACE_SEPARATOR,
                "zl lineseparator " + Character.LINE_SEPARATOR,
                "zp paragraphseparator " + Character.PARAGRAPH_SEPARATOR,
                "cc cntrl control " + Character.CONTROL,
                "cf format " + Character.FORMAT,
                "cn unassigned " + Character.UNASSIGNED,
                "co privateuse " + Character.PRIVATE_USE);
        for (String line : names) {
            String[] words = line.split(" ");
            int bit = 1 << Integer.parseInt(words[words.length - 1]);
            for (int i = 0; i < words.length - 1; i++) {
                categories.put(words[i], bit);
            }
        }
        for (String line : List.of(
                "l letter lu ll lt lm lo",
                "m mark mn mc me",
                "n number nd nl no",
                "p punctuation pc pd ps pe pi pf po",
                "s symbol sm sc sk so",
                "z separator zs zl zp",
                "c other cc cf cn co",
                "lc casedletter lu ll lt")) {
            String[] words = line.split(" ");
            int bits = 0;
            for (int i = 2; i < words.length; i++) {
                bits |= categories.getOrDefault(words[i], 0);
            }
            categories.put(words[0], bits);
            categories.put(words[1], bits);
        }
        categories.put("combiningmark", categories.getOrDefault("m", 0));
        categories.put("punct", categories.getOrDefault("p", 0));
        return Map.copyOf(categories);
    }

    /** {@code [:name:]}. */
    static Optional<CodePoints> ascii(String name) {
        return Optional.ofNullable(ASCII.get(name)).map(CodePoints::pairs);
    }

    /** {@code \d}, {@code \s} or {@code \w}, of ASCII alone or of Unicode. */
    static CodePoints perl(char letter, boolean unicode) {
        if (!unicode) {
            return ascii(letter == 'd' ? "digit" : letter == 's' ? "space" : "word")
                    .orElseThrow();
        }
        return switch (letter) {
            case 'd' -> Perl.DIGITS;
            case 's' -> Perl.SPACES;
            default -> Perl.WORD;
        };
    }

    private static final class Perl {
        private static final CodePoints DIGITS = category(CATEGORIES.getOrDefault("nd", 0));
        private static final CodePoints SPACES = CodePoints.where(Scanner::isSpace);
        private static final int MARKS =
                CATEGORIES.getOrDefault("m", 0) | CATEGORIES.getOrDefault("nd", 0) | CATEGORIES.getOrDefault("pc", 0);
        /** Unicode's word characters (UTS 18, annex C). */
        private static final CodePoints WORD = CodePoints.where(c ->
                Character.isAlphabetic(c) || (MARKS >> Character.getType(c) & 1) == 1 || c == 0x200C || c == 0x200D);
    }

    /** Decimal, letter-like and other numbers. */
    static boolean isNumeric(int c) {
        return (CATEGORIES.getOrDefault("n", 0) >> Character.getType(c) & 1) == 1;
    }

    private static CodePoints category(int bits) {
        return CodePoints.where(c -> (bits >> Character.getType(c) & 1) == 1);
    }

    /** {@code \p{name}} or {@code \p{name=value}}. */
    static Property property(String name, Optional<String> value) {
        String key = normalised(name) + value.map(v -> "=" + normalised(v)).orElse("");
        Property known = FOUND.get(key);
        if (known == null) {
            int equals = key.indexOf('=');
            known = equals < 0 ? named(key) : valued(key.substring(0, equals), key.substring(equals + 1));
            if (known instanceof Property.Known) {
                FOUND.put(key, known);
            }
        }
        return known;
    }

    private static Property named(String name) {
        IntPredicate test = BINARY.get(name);
        if (test != null) {
            return new Property.Known(CodePoints.where(test));
        }
        if (FOREIGN.contains(name)) {
            return new Property.Foreign(name);
        }
        return category(name)
                .or(() -> script(name))
                .<Property>map(Property.Known::new)
                .orElse(NO_NAME);
    }

    private static Property valued(String name, String value) {
        return switch (name) {
            case "gc", "generalcategory" ->
                category(value).<Property>map(Property.Known::new).orElse(NO_VALUE);
            case "sc", "script" ->
                script(value).<Property>map(Property.Known::new).orElse(NO_VALUE);
            default -> {
                if (FOREIGN_VALUED.contains(name)) {
                    yield new Property.Foreign(name + "=" + value);
                }
                yield BINARY.containsKey(name) || FOREIGN.contains(name) ? NO_VALUE : NO_NAME;
            }
        };
    }

    private static Optional<CodePoints> category(String name) {
        return switch (name) {
            case "any" -> Optional.of(CodePoints.NONE.negated());
            case "ascii" -> Optional.of(CodePoints.of(0, 127));
            case "assigned" -> Optional.of(category(1 << Character.UNASSIGNED).negated());
            default -> Optional.ofNullable(CATEGORIES.get(name)).map(UnicodeClasses::category);
        };
    }

    private static Optional<CodePoints> script(String name) {
        for (Character.UnicodeScript script : Character.UnicodeScript.values()) {
            boolean known = script != Character.UnicodeScript.UNKNOWN;
            if (known && script.name().toLowerCase(Locale.ROOT).replace("_", "").equals(name)) {
                return Optional.of(CodePoints.where(c -> Character.UnicodeScript.of(c) == script));
            }
        }
        if (name.length() == 4) {
            try {
                Character.UnicodeScript script = Character.UnicodeScript.forName(name);
                return script == Character.UnicodeScript.UNKNOWN
                        ? Optional.empty()
                        : Optional.of(CodePoints.where(c -> Character.UnicodeScript.of(c) == script));
            } catch (IllegalArgumentException noScript) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Names are compared without case, spaces, dashes and underscores, and without a leading "is". */
    private static String normalised(String name) {
        StringBuilder out = new StringBuilder();
        String rest = name;
        boolean is = name.length() > 1 && name.substring(0, 2).equalsIgnoreCase("is");
        if (is) {
            rest = name.substring(2);
        }
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (c < 128 && c != ' ' && c != '_' && c != '-') {
                out.append(Character.toLowerCase(c));
            }
        }
        return is && out.toString().equals("c") ? "isc" : out.toString();
    }
}
