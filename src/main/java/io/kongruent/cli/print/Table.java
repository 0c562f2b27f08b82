package io.kongruent.cli.print;

import java.util.ArrayList;
import java.util.List;

/** Lines in columns, as wide as their longest cell; the last column is never padded. Cells may carry colours. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(Style style, String... headings) {

        List<String> heads = new ArrayList<>();
        for (String heading : headings) {
            heads.add(style.faint(heading));
        }
        rows.add(heads);
    }

    /** Adds a line. */
    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Whether there is nothing but headings. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** The lines, headings first, each after {@code indent}. */
    public List<String> lines(String indent) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], Style.width(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                line.append(cell);
                if (i < row.size() - 1) {
                    line.append(" ".repeat(widths[i] - Style.width(cell))).append(GAP);
                }
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
