package dev.runbook.plan;

/**
 * Something that the run surely comes to and that would fail now.
 *
 * @param number the number of the step that it stands in; empty at top level
 * @param why one line
 */
public record Trouble(String number, String why) {}
