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
    RB0132("Name that is not written as a symbol"),

    RB0201("No title"),
    RB0202("File that cannot be read"),
    RB0203("Files that need each other"),
    RB0204("File included twice"),
    RB0205("Overlay without a base"),
    RB0206("Statement that an overlay cannot have"),
    RB0207("No such step"),
    RB0208("Address of several steps"),
    RB0209("Edits that contradict each other"),
    RB0210("Two steps with one address"),
    RB0211("Statement in the wrong place"),
    RB0212("Setting that cannot be made"),
    RB0213("Runbook that is too large"),
    RB0220("Unknown name"),
    RB0221("Name used where it is not bound"),
    RB0222("Name that is taken"),
    RB0223("Unknown action or lookup"),
    RB0224("Unknown field"),
    RB0225("Unknown procedure"),
    RB0226("Procedure that performs itself"),
    RB0227("Question about something that is not an input"),
    RB0228("Unknown failure class"),
    RB0229("Unknown capture"),
    RB0230("Missing argument"),
    RB0231("Too many arguments"),
    RB0232("Unknown option"),
    RB0234("Secret where it would be seen"),
    RB0235("Wrong type"),
    RB0236("Number without a unit"),
    RB0237("Value that is not allowed"),
    RB0238("Text that is not a version"),
    RB0239("Number out of range"),
    RB0240("Operator that does not fit"),
    RB0241("Condition that is neither true nor false"),
    RB0242("Action inside an expression"),
    RB0243("Lookup whose value is not used"),
    RB0244("Regular expression that is not supported"),
    RB0245("Value that has no text"),
    RB0246("Value that must be known before the run"),
    RB0247("Wait without a limit"),
    RB0248("Text that a run cannot use"),
    RB0270("Clause that is never reached", Severity.WARNING),
    RB0271("Statement that is never reached", Severity.WARNING),
    RB0272("Name that is never used", Severity.WARNING),
    RB0273("Wait that nothing can end", Severity.WARNING),
    RB0274("Option without effect", Severity.WARNING),
    RB0275("Replacement that drops clauses", Severity.WARNING),
    RB0276("Replacement that keeps a condition", Severity.WARNING),
    RB0277("Command line in one text", Severity.WARNING),
    RB0278("Sign that only a shell understands", Severity.WARNING),
    RB0279("Text that is not filled in", Severity.WARNING);

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
