package dev.runbook.run.journal;

import dev.runbook.text.ControlSequences;
import dev.runbook.text.UnsafeCharacters;
import java.util.ArrayList;
import java.util.List;

/** What is left to see of lines that go back and print over themselves: by returns, backspaces and moves of the cursor. */
final class TerminalRendering {
    /** No screen is wider; to follow the cursor farther would take memory. */
    private static final int FARTHEST = 4096;

    /** A cell of a line; a character of -1 is one that nothing was printed in. */
    private record Cell(int character, int start, int end) {
        boolean isBlank() {
            return character < 0;
        }
    }

    private static final Cell BLANK = new Cell(-1, 0, 0);

    private final String written;
    private final TextView.Writing view;
    private final List<Cell> cells = new ArrayList<>();
    private int column;

    private TerminalRendering(String written) {
        this.written = written;
        this.view = new TextView.Writing(written.length());
    }

    /** Whether a text has lines that can go back. */
    static boolean isIn(String written) {
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\b' || c == '\u001b' || c == '\u009b' || (c == '\r' && !endsLine(written, i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsLine(String text, int at) {
        return at + 1 == text.length() || text.charAt(at + 1) == '\n';
    }

    static TextView of(String written) {
        TerminalRendering printing = new TerminalRendering(written);
        printing.print();
        return printing.view.done();
    }

    private void print() {
        for (int i = 0; i < written.length(); ) {
            int end = ControlSequences.end(written, i);
            if (end > i) {
                move(i, end);
                i = end;
                continue;
            }
            int c = written.codePointAt(i);
            int next = i + Character.charCount(c);
            switch (c) {
                case '\n' -> line();
                case '\r' -> column = 0;
                case '\b' -> column = Math.max(0, column - 1);
                default -> {
                    if (c == '\t' || !UnsafeCharacters.isUnseen(c)) {
                        put(new Cell(c, i, next));
                    }
                }
            }
            i = next;
        }
        line();
    }

    private void put(Cell cell) {
        while (cells.size() <= column) {
            cells.add(BLANK);
        }
        cells.set(column, cell);
        column++;
    }

    /** Of all sequences, those that move within the line or erase it. */
    private void move(int start, int end) {
        int parameters = start + (written.charAt(start) == '\u001b' ? 2 : 1);
        if (end <= parameters || (written.charAt(start) == '\u001b' && written.charAt(start + 1) != '[')) {
            return;
        }
        int number = number(written.substring(parameters, end - 1));
        int most = Math.max(column, FARTHEST);
        switch (written.charAt(end - 1)) {
            case 'C', 'a' -> column = Math.min(most, column + Math.max(1, number));
            case 'D' -> column = Math.max(0, column - Math.max(1, number));
            case 'G', '`' -> column = Math.min(most, Math.max(1, number) - 1);
            case 'K' -> erase(number);
            default -> {}
        }
    }

    private static int number(String parameter) {
        return parameter.matches("\\d{1,6}") ? Integer.parseInt(parameter) : 0;
    }

    private void erase(int which) {
        int from = which == 0 ? Math.min(column, cells.size()) : 0;
        int to = which == 1 ? Math.min(column + 1, cells.size()) : cells.size();
        for (int i = from; i < to; i++) {
            cells.set(i, BLANK);
        }
    }

    private void line() {
        boolean indented = true;
        for (Cell cell : cells) {
            boolean space = cell.isBlank() || cell.character() == ' ' || cell.character() == '\t';
            if (!(indented && space)) {
                indented = false;
                view.add(cell.isBlank() ? ' ' : cell.character(), cell.start(), cell.end());
            }
        }
        cells.clear();
        column = 0;
    }
}
