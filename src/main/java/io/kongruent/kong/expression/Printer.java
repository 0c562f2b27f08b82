package io.kongruent.kong.expression;

import java.util.List;

/** Writes expressions so that neither precedence nor quoting can change their meaning. */
final class Printer {
    private Printer() {}

    static String print(Expression expression) {
        StringBuilder out = new StringBuilder();
        print(expression, out);
        return out.toString();
    }

    private static void print(Expression expression, StringBuilder out) {
        switch (expression) {
            case Expression.And(List<Expression> terms) -> join(terms, " && ", out);
            case Expression.Or(List<Expression> terms) -> join(terms, " || ", out);
            case Expression.Not(Expression term) -> {
                out.append("!(");
                print(term, out);
                out.append(')');
            }
            case Expression.Predicate(Field field, Operator operator, Literal literal) ->
                out.append(field)
                        .append(' ')
                        .append(operator.symbol())
                        .append(' ')
                        .append(literal);
        }
    }

    private static void join(List<Expression> terms, String operator, StringBuilder out) {
        for (int i = 0; i < terms.size(); i++) {
            if (i > 0) {
                out.append(operator);
            }
            Expression term = terms.get(i);
            boolean joined = term instanceof Expression.And || term instanceof Expression.Or;
            if (joined) {
                out.append('(');
            }
            print(term, out);
            if (joined) {
                out.append(')');
            }
        }
    }

    /** A text in quotes: raw where that saves escapes, else with the five escapes that the language has. */
    static String quote(String text) {
        boolean needsEscapes = text.indexOf('\\') >= 0 || text.indexOf('"') >= 0;
        if (needsEscapes && !text.contains("\"#")) {
            return "r#\"" + text + "\"#";
        }
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
