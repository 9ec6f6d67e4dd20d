package dev.runbook.language.signature;

/** A part of the world that an action changes and a lookup reads: what a plan needs to say "known after". */
public enum Facet {
    /** The programs on the path and their versions. */
    PROGRAMS,
    /** Helm's list of chart repositories and its copies of their indexes. */
    REPOSITORIES,
    /** Helm's releases and their history. */
    RELEASES,
    /** The objects of the cluster. */
    CLUSTER,
    FILES,
    DATABASE,
    DNS,
    WEB
}
