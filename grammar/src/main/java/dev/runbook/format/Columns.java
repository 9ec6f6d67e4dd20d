package dev.runbook.format;

import java.util.List;
import java.util.function.Predicate;

/** Brings the columns of neighbouring lines together: declarations, bindings, and comments at the end of lines. */
final class Columns {
    /** A text of a declaration that is longer stands out and does not push the column of the others. */
    private static final int WIDEST = 40;

    private Columns() {}

    static void align(List<Row> rows) {
        runs(rows, row -> row.kind() == Row.Kind.DECLARATION, Columns::declarations);
        runs(rows, row -> row.kind() == Row.Kind.BINDING, Columns::alignFirst);
        runs(rows, Row::hasComment, Columns::comments);
    }

    /** A use for lines that follow each other. */
    private interface Use {
        void of(List<Row> run);
    }

    private static void runs(List<Row> rows, Predicate<Row> member, Use use) {
        int start = 0;
        for (int i = 0; i <= rows.size(); i++) {
            if (i == rows.size() || !member.test(rows.get(i))) {
                if (i > start) {
                    use.of(rows.subList(start, i));
                }
                start = i + 1;
            }
        }
    }

    private static void alignFirst(List<Row> run) {
        int column = run.stream()
                .filter(row -> row.columns() > 0)
                .mapToInt(row -> row.columnStart(0))
                .max()
                .orElse(0);
        for (Row row : run) {
            if (row.columns() > 0) {
                row.pad(0, column - row.columnStart(0));
            }
        }
    }

    private static void declarations(List<Row> run) {
        alignFirst(run);
        int widest = run.stream()
                .filter(row -> row.columns() > 1)
                .mapToInt(Columns::aboutWidth)
                .filter(width -> width <= WIDEST)
                .max()
                .orElse(0);
        for (Row row : run) {
            if (row.columns() > 1) {
                row.pad(1, widest - aboutWidth(row));
            }
        }
    }

    /** The width of a declaration's second column, with its comma and without the space after it. */
    private static int aboutWidth(Row row) {
        return row.columnStart(1) - row.columnStart(0) - 1;
    }

    private static void comments(List<Row> run) {
        int column = run.stream().mapToInt(Row::width).max().orElse(0) + 1;
        for (Row row : run) {
            row.write(" ".repeat(column - row.width()));
        }
    }
}
