package dev.runbook.diagnostic;

/** Every mistake that can be reported, with its number for ever and its title. */
public enum Code {
    RB0101("Unexpected text"),

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
    RB0227("Question about something that is no input"),
    RB0228("Unknown failure class"),
    RB0229("Unknown capture"),
    RB0230("Missing argument"),
    RB0231("Too many arguments"),
    RB0232("Unknown option"),
    RB0234("Secret where it would be seen"),
    RB0235("Wrong type"),
    RB0236("Number without a unit"),
    RB0237("Value that is not allowed"),
    RB0238("Text that is no version"),
    RB0239("Number out of range"),
    RB0240("Operator that does not fit"),
    RB0241("Condition that is neither true nor false"),
    RB0242("Action inside an expression"),
    RB0243("Lookup whose value is not used"),
    RB0244("Regular expression that is not supported"),
    RB0245("Value that has no text"),
    RB0246("Value that must be known before the run"),
    RB0247("Wait without a limit"),
    RB0270("Clause that is never reached", Severity.WARNING),
    RB0271("Statement that is never reached", Severity.WARNING),
    RB0272("Name that is never used", Severity.WARNING),
    RB0273("Wait that nothing can end", Severity.WARNING),
    RB0274("Option without effect", Severity.WARNING);

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
