package dev.runbook.format;

import java.util.List;
import java.util.function.Predicate;

/** Brings the columns of neighbouring lines together: declarations, bindings, and comments at the end of lines. */
final class ColumnAlignment {
    /** A text of a declaration that is longer stands out and does not push the column of the others. */
    private static final int WIDEST = 40;

    private ColumnAlignment() {}

    static void align(List<PrintedLine> rows) {
        runs(rows, row -> row.kind() == PrintedLine.LineKind.DECLARATION, ColumnAlignment::declarations);
        runs(rows, row -> row.kind() == PrintedLine.LineKind.BINDING, ColumnAlignment::alignFirst);
        runs(rows, PrintedLine::hasComment, ColumnAlignment::comments);
    }

    /** A use for lines that follow each other. */
    private interface ColumnFunction {
        void of(List<PrintedLine> run);
    }

    private static void runs(List<PrintedLine> rows, Predicate<PrintedLine> member, ColumnFunction use) {
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

    private static void alignFirst(List<PrintedLine> run) {
        int column = run.stream()
                .filter(row -> row.columns() > 0)
                .mapToInt(row -> row.columnStart(0))
                .max()
                .orElse(0);
        for (PrintedLine row : run) {
            if (row.columns() > 0) {
                row.pad(0, column - row.columnStart(0));
            }
        }
    }

    private static void declarations(List<PrintedLine> run) {
        alignFirst(run);
        int widest = run.stream()
                .filter(row -> row.columns() > 1)
                .mapToInt(ColumnAlignment::aboutWidth)
                .filter(width -> width <= WIDEST)
                .max()
                .orElse(0);
        for (PrintedLine row : run) {
            if (row.columns() > 1) {
                row.pad(1, widest - aboutWidth(row));
            }
        }
    }

    /** The width of a declaration's second column, with its comma and without the space after it. */
    private static int aboutWidth(PrintedLine row) {
        return row.columnStart(1) - row.columnStart(0) - 1;
    }

    private static void comments(List<PrintedLine> run) {
        int column = run.stream().mapToInt(PrintedLine::width).max().orElse(0) + 1;
        for (PrintedLine row : run) {
            row.write(" ".repeat(column - row.width()));
        }
    }
}
