package dev.runbook.diagnostic;

/** Every mistake that can be reported, with its number for ever and its title. */
public enum Code {
    RB0101("Unexpected text"),
    RB0102("Character that the language does not have"),
    RB0103("String that never ends"),
    RB0104("Escape that does not exist"),
    RB0105("Regular expression that never ends"),
    RB0106("Regular expression that cannot be used"),
    RB0107("Bracket that is never closed"),
    RB0108("Bracket that closes nothing"),
    RB0109("Block that never ends"),
    RB0110("One end too many"),
    RB0111("Block that does not begin"),
    RB0112("Ruby that the language does not have"),
    RB0113("Missing value"),
    RB0114("Missing comma"),
    RB0115("Line break in the wrong place"),
    RB0116("Number that cannot be read"),
    RB0117("Value after an option"),
    RB0118("Option given twice"),
    RB0119("Clause in the wrong place"),
    RB0120("Name that cannot be used"),
    RB0121("Nested too deep"),
    RB0122("Comparisons in a chain"),
    RB0123("Word operator inside a value"),
    RB0124("Call without parentheses inside a statement"),
    RB0125("Binding in the wrong place"),
    RB0126("Line that does nothing"),
    RB0127("Block where none can be"),
    RB0128("Missing line break"),
    RB0129("Text that is not UTF-8"),
    RB0130("Control character"),
    RB0131("File that is too large"),
    RB0132("Name that is not written as a symbol");

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
