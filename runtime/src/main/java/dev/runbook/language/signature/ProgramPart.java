package dev.runbook.language.signature;

/** What a parameter is of a program that the call starts. */
public enum ProgramPart {
    NOTHING,
    /** Its name; what the arguments behind it mean, only the program knows. */
    NAME,
    /** What is added to its environment: the one map that may hold secrets. */
    ENVIRONMENT
}
