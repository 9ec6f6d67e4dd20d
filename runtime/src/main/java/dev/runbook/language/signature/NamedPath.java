package dev.runbook.language.signature;

/** What of this machine the text of a parameter names. */
public enum NamedPath {
    NOTHING,
    /** A file or a folder, by its path. */
    FILE,
    /** A file, or a folder with all that is in it. */
    TREE
}
