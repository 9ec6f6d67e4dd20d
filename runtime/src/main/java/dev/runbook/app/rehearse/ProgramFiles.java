package dev.runbook.app.rehearse;

/** How programs that are really started are told of files. */
@FunctionalInterface
interface ProgramFiles {
    /** An argument, of which a path leads to what the run sees there. */
    String seen(String argument);
}
