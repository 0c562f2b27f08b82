package io.kongruent.kong.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.kongruent.kong.expression.Field.Function;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields that expressions may use, which depends on what a route's protocols are. */
public enum Schema {
    /** Routes of http, https, grpc and grpcs. */
    HTTP(Map.ofEntries(
            Map.entry("net.protocol", FieldType.TEXT),
            Map.entry("tls.sni", FieldType.TEXT),
            Map.entry("http.method", FieldType.TEXT),
            Map.entry("http.host", FieldType.TEXT),
            Map.entry("http.path", FieldType.TEXT),
            Map.entry("http.path.segments.*", FieldType.TEXT),
            Map.entry("http.headers.*", FieldType.TEXT),
            Map.entry("http.queries.*", FieldType.TEXT),
            Map.entry("net.src.port", FieldType.INT),
            Map.entry("net.dst.port", FieldType.INT),
            Map.entry("http.path.segments.len", FieldType.INT),
            Map.entry("net.src.ip", FieldType.ADDRESS),
            Map.entry("net.dst.ip", FieldType.ADDRESS))),
    /** Routes of tcp, udp, tls and tls_passthrough. */
    STREAM(Map.of(
            "net.protocol", FieldType.TEXT,
            "tls.sni", FieldType.TEXT,
            "net.src.port", FieldType.INT,
            "net.dst.port", FieldType.INT,
            "net.src.ip", FieldType.ADDRESS,
            "net.dst.ip", FieldType.ADDRESS));

    /** The highest priority of a route with an expression; the lowest is 0. */
    public static final long MAX_PRIORITY = (1L << 46) - 1;

    private static final String REFUSED = "Router Expression failed validation: ";
    private static final Set<String> STREAM_PROTOCOLS = Set.of("tcp", "udp", "tls", "tls_passthrough");
    private static final String SEGMENTS = "http.path.segments.";

    private final Map<String, FieldType> types;

    Schema(Map<String, FieldType> types) {
        this.types = types;
    }

    /** The schema of a route with these protocols. */
    public static Schema of(Set<String> protocols) {
        return protocols.stream().anyMatch(STREAM_PROTOCOLS::contains) ? STREAM : HTTP;
    }

    /** The type of a field, empty for one that Kong doesn't know. */
    public Optional<FieldType> typeOf(String field) {
        FieldType exact = types.get(field);
        int dot = field.lastIndexOf('.');
        if (exact == null && dot >= 0) {
            exact = types.get(field.substring(0, dot) + ".*");
        }
        return Optional.ofNullable(exact);
    }

    /**
     * Why Kong refuses an expression of a route at {@code /config}, in Kong's words with their prefix; empty when it takes it.
     * The deprecated {@code net.port} is taken as {@code net.dst.port}, as Kong does.
     */
    public Optional<String> refusal(String text) {
        Optional<String> problem;
        try {
            problem = problem(Expression.parse(amended(text)));
        } catch (ExpressionSyntaxException e) {
            problem = Optional.of(cut(String.valueOf(e.getMessage())));
        }
        return problem.map(p -> REFUSED + p);
    }

    /**
     * Why Kong refuses what a route has beside an expression or beside classic fields, in Kong's words; empty when it doesn't.
     *
     * @param classic whether the route has methods, hosts, paths, headers, snis, sources or destinations
     */
    public static Optional<String> conflict(boolean expression, boolean classic, long regexPriority, long priority) {
        String fields = "'methods', 'hosts', 'paths', 'headers', 'snis', 'sources' or 'destinations'";
        if (expression && classic) {
            return Optional.of(REFUSED + "cannot set 'expression' with " + fields + " simultaneously");
        }
        if (expression && regexPriority != 0) {
            return Optional.of(REFUSED + "cannot set 'regex_priority' with 'expression' simultaneously");
        }
        if (classic && priority != 0) {
            return Optional.of(REFUSED + "cannot set 'priority' with " + fields + " simultaneously");
        }
        return Optional.empty();
    }

    /** Why Kong refuses the fields or types of an expression, in Kong's words; empty when it takes it. */
    public Optional<String> problem(Expression expression) {
        return semantics(expression).or(() -> segments(expression));
    }

    /** The text that Kong's router really reads: the deprecated {@code net.port} replaced before a comparison. */
    public static String amended(String text) {
        return text.contains("net.port") ? Texts.DEPRECATED.matcher(text).replaceAll("net.dst.port$1") : text;
    }

    private Optional<String> semantics(Expression expression) {
        return switch (expression) {
            case Expression.And(var terms) ->
                terms.stream().map(this::semantics).flatMap(Optional::stream).findFirst();
            case Expression.Or(var terms) ->
                terms.stream().map(this::semantics).flatMap(Optional::stream).findFirst();
            case Expression.Not(var term) -> semantics(term);
            case Expression.Predicate predicate -> semantics(predicate);
        };
    }

    private Optional<String> semantics(Expression.Predicate predicate) {
        Optional<FieldType> known = typeOf(predicate.field().name());
        if (known.isEmpty()) {
            return Optional.of("Unknown LHS field");
        }
        FieldType type = known.get();
        Literal literal = predicate.literal();
        Operator operator = predicate.operator();
        if (operator != Operator.REGEX
                && operator != Operator.IN
                && operator != Operator.NOT_IN
                && !isOf(type, literal)) {
            return Optional.of("Type mismatch between the LHS and RHS values of predicate");
        }
        if (predicate.field().functions().contains(Function.LOWER) && type != FieldType.TEXT) {
            return Optional.of("lower-case transformation function only supported with String type fields");
        }
        boolean fits = switch (operator) {
            case EQUAL, NOT_EQUAL -> true;
            case REGEX -> type == FieldType.TEXT;
            case PREFIX, POSTFIX, CONTAINS -> literal instanceof Literal.Text;
            case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> literal instanceof Literal.Int;
            case IN, NOT_IN -> type == FieldType.ADDRESS && literal instanceof Literal.Network;
        };
        if (fits) {
            return Optional.empty();
        }
        return Optional.of(
                switch (operator) {
                    case EQUAL, NOT_EQUAL, REGEX -> "Regex operators only supports string operands";
                    case PREFIX, POSTFIX -> "Regex/Prefix/Postfix operators only supports string operands";
                    case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL ->
                        "Greater/GreaterOrEqual/Lesser/LesserOrEqual operators only supports integer operands";
                    case IN, NOT_IN -> "In/NotIn operators only supports IP in CIDR";
                    case CONTAINS -> "Contains operator only supports string operands";
                });
    }

    private static boolean isOf(FieldType type, Literal literal) {
        return switch (literal) {
            case Literal.Text text -> type == FieldType.TEXT;
            case Literal.Int number -> type == FieldType.INT;
            case Literal.Address address -> type == FieldType.ADDRESS;
            case Literal.Network network -> false;
        };
    }

    private static Optional<String> segments(Expression expression) {
        return switch (expression) {
            case Expression.And(var terms) ->
                terms.stream().map(Schema::segments).flatMap(Optional::stream).findFirst();
            case Expression.Or(var terms) ->
                terms.stream().map(Schema::segments).flatMap(Optional::stream).findFirst();
            case Expression.Not(var term) -> segments(term);
            case Expression.Predicate(Field field, var operator, var literal) ->
                field.name().startsWith(SEGMENTS) && !isSegment(field.name().substring(SEGMENTS.length()))
                        ? Optional.of("illformed http.path.segments.* field")
                        : Optional.empty();
        };
    }

    private static boolean isSegment(String suffix) {
        if (suffix.equals("len")) {
            return true;
        }
        Matcher range = Texts.RANGE.matcher(suffix);
        if (!range.matches()) {
            return false;
        }
        return range.group(2) == null || Double.parseDouble(range.group(1)) < Double.parseDouble(range.group(2));
    }

    /** Kong hands its parser's message on in a buffer of 4096 bytes. */
    private static String cut(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= 4096 ? message : new String(bytes, 0, 4096, StandardCharsets.UTF_8);
    }

    private static final class Texts {
        private static final Pattern DEPRECATED = Pattern.compile("net\\.port([\\s\\x0b]*[=><!])");
        private static final Pattern RANGE = Pattern.compile("(0|[1-9][0-9]*)(?:_([1-9][0-9]*))?");
    }
}
