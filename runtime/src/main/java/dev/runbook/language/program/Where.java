package dev.runbook.language.program;

/**
 * The place of a runbook's text that something came from.
 *
 * @param length how many characters it is long, all its lines together
 * @param text what stands there, on one line, shortened when it is long
 */
public record Where(String file, int line, int column, int length, String text) {
    /** {@code path:line:column}. */
    public String place() {
        return file + ":" + line + ":" + column;
    }
}
