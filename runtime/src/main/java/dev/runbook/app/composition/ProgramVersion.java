package dev.runbook.app.composition;

/** The version of the program, as it says it and as journals note it. */
public final class ProgramVersion {
    public static final String NUMBER = "0.1.0";

    private ProgramVersion() {}
}
