package dev.runbook.language.signature;

/** What an action or a lookup does to the world. */
public enum Effect {
    /** Changes nothing. */
    READS,
    /** Changes something, and doing it twice is as good as once. */
    REPEATABLE,
    /** Changes something, and must not be done twice unknowingly. */
    ONCE,
    /** Removes something that people may need. */
    DESTRUCTIVE
}
