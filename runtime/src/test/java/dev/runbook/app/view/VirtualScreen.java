package dev.runbook.app.view;

import dev.runbook.run.report.TextWidth;
import java.util.ArrayList;
import java.util.List;

/** A terminal in memory: it knows the few movements that the live view makes, and refuses any other. */
final class VirtualScreen {
    private int columns;
    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    VirtualScreen(int columns) {
        this.columns = columns;
    }

    void write(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == 0x1b) {
                i = escape(text, i);
                continue;
            }
            i += Character.charCount(c);
            if (c == '\n') {
                down();
                column = 0;
            } else if (c == '\r') {
                column = 0;
            } else {
                put(Character.toString(c));
            }
        }
    }

    private int escape(String text, int at) {
        int end = at + 2;
        while (!Character.isLetter(text.charAt(end))) {
            end++;
        }
        String argument = text.substring(at + 2, end);
        switch (text.charAt(end)) {
            case 'A' -> row = Math.max(0, row - Integer.parseInt(argument));
            case 'J' -> {
                cut();
                rows.subList(row + 1, rows.size()).clear();
            }
            case 'K' -> cut();
            case 'm' -> {}
            default -> throw new IllegalArgumentException("the view moved in a way that is not known: " + argument);
        }
        return end + 1;
    }

    private void cut() {
        if (rows.get(row).length() > column) {
            rows.get(row).setLength(column);
        }
    }

    private void put(String letter) {
        if (column + TextWidth.width(letter) > columns) {
            down();
            column = 0;
        }
        StringBuilder line = rows.get(row);
        while (line.length() < column) {
            line.append(' ');
        }
        line.replace(column, Math.min(line.length(), column + letter.length()), letter);
        column += TextWidth.width(letter);
    }

    private void down() {
        row++;
        if (row == rows.size()) {
            rows.add(new StringBuilder());
        }
    }

    /** Breaks every row anew for another width, as terminals do; the cursor stays at the end. */
    void resize(int width) {
        columns = width;
        String all = text();
        rows.clear();
        rows.add(new StringBuilder());
        row = 0;
        column = 0;
        write(all);
    }

    /** What a person sees, from the first line ever written. */
    String text() {
        StringBuilder all = new StringBuilder();
        rows.forEach(line -> all.append(line.toString().stripTrailing()).append('\n'));
        return all.toString().stripTrailing() + "\n";
    }
}
