package dev.runbook.diagnostic;

/** Every mistake that can be reported, with its number for ever and its title. */
public enum Code {
    RB0101("Unexpected text");

    private final String title;
    private final Severity severity;

    Code(String title) {
        this(title, Severity.ERROR);
    }

    Code(String title, Severity severity) {
        this.title = title;
        this.severity = severity;
    }

    public String title() {
        return title;
    }

    public Severity severity() {
        return severity;
    }
}
