package dev.runbook.diagnostic;

/** How bad a diagnostic is: an error stops the runbook from being planned, a warning does not. */
public enum Severity {
    ERROR,
    WARNING
}
