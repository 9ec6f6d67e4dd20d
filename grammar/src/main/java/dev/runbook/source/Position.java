package dev.runbook.source;

/**
 * A place in a text as people and editors count it.
 *
 * @param line first line is 1
 * @param column first column is 1, counted in code points
 */
public record Position(int line, int column) {
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
