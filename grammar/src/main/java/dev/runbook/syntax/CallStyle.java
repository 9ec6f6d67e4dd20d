package dev.runbook.syntax;

/** How a call's arguments were written. */
public enum CallStyle {
    /** {@code helm.version}: no arguments and no parentheses. */
    BARE,
    /** {@code helm.chart(chart, version: version)}. */
    PARENTHESES,
    /** {@code helm.chart chart, version: version}. */
    COMMAND
}
