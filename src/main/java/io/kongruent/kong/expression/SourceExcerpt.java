package io.kongruent.kong.expression;

/** A message below the line of the text that it is about, laid out as Kong's parser lays it out. */
final class SourceExcerpt {
    private SourceExcerpt() {}

    /** A message about one place. */
    static String at(String text, int position, String message) {
        int row = row(text, position);
        int column = column(text, position);
        String line = lineOf(text, position);
        boolean atBreak = position < text.length() && isBreak(text.charAt(position));
        String shown = atBreak ? visible(line) : plain(line);
        return block(row, column, shown, indent(shown, column - 1) + "^---", message);
    }

    /** A message about a part of the text. */
    static String of(String text, int start, int end, String message) {
        int startRow = row(text, start);
        int startColumn = column(text, start);
        int endRow = row(text, end);
        int endColumn = column(text, end);
        if (endColumn == 1 && end > 0) {
            int before = text.offsetByCodePoints(end, -1);
            endRow = row(text, before);
            endColumn = column(text, before) + 1;
        }
        String first = lineOf(text, start);
        boolean breaks = end > start && (isBreak(text.charAt(start)) || isBreak(text.charAt(end - 1)));
        String shown = breaks ? visible(first) : plain(first);
        int left = startColumn;
        int right = endColumn;
        if (left > right) {
            int swapped = left;
            left = right - 1;
            right = swapped + 1;
        }
        String underline = indent(shown, left - 1) + "^";
        if (right - left > 1) {
            underline += "-".repeat(right - left - 2) + "^";
        }
        if (endRow == startRow) {
            return block(startRow, startColumn, shown, underline, message);
        }
        int lastPosition = end > start && column(text, end) == 1 ? end - 1 : end;
        String last = lineOf(text, lastPosition);
        String continued = breaks ? last : visible(last);
        String margin = " ".repeat(Integer.toString(Math.max(startRow, endRow)).length());
        String gap = endRow - startRow > 1 ? margin + " | ...\n" : "";
        return margin + "--> " + startRow + ":" + startColumn + "\n" + margin + " |\n"
                + padded(startRow, margin) + " | " + shown + "\n" + gap
                + padded(endRow, margin) + " | " + continued + "\n"
                + margin + " | " + underline + "\n" + margin + " |\n" + margin + " = " + message;
    }

    private static String block(int row, int column, String line, String underline, String message) {
        String margin = " ".repeat(Integer.toString(row).length());
        return margin + "--> " + row + ":" + column + "\n" + margin + " |\n" + row + " | " + line + "\n" + margin
                + " | " + underline + "\n" + margin + " |\n" + margin + " = " + message;
    }

    private static String padded(int row, String margin) {
        String number = Integer.toString(row);
        return number + " ".repeat(margin.length() - number.length());
    }

    private static String indent(String line, int columns) {
        StringBuilder out = new StringBuilder();
        line.codePoints().limit(columns).forEach(c -> out.append(c == '\t' ? '\t' : ' '));
        return out.toString();
    }

    private static int row(String text, int position) {
        int row = 1;
        for (int i = 0; i < position; i++) {
            if (text.charAt(i) == '\n') {
                row++;
            }
        }
        return row;
    }

    private static int column(String text, int position) {
        int lineStart = text.lastIndexOf('\n', position - 1) + 1;
        return text.codePointCount(lineStart, position) + 1;
    }

    private static String lineOf(String text, int position) {
        int lineStart = text.lastIndexOf('\n', position - 1) + 1;
        int lineEnd = text.indexOf('\n', position);
        return text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd + 1);
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }

    private static String visible(String line) {
        return line.replace('\r', '␍').replace('\n', '␊');
    }

    private static String plain(String line) {
        return line.replace("\r", "").replace("\n", "");
    }
}
