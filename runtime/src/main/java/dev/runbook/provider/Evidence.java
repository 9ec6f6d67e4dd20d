package dev.runbook.provider;

/** Whether the effect of an action that was cut short is there; each says in a few words what was seen. */
public sealed interface Evidence {
    String seen();

    /** It is there: the action is done. */
    record Present(String seen) implements Evidence {}

    /** It is not there, or doing the action again does no harm. */
    record Absent(String seen) implements Evidence {}

    /** What it was meant for is another thing by now, or is not known: only a person can tell what to do. */
    record Another(String seen) implements Evidence {}

    /** Only a person can tell. */
    record Undetermined(String seen) implements Evidence {}
}
