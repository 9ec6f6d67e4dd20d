package dev.runbook.run.journal;

/** Keeps facts as they were before masking, without the secrets themselves: a sign says where each stood. */
public interface ExactFacts {
    /** Keeps nothing. */
    ExactFacts NONE = (_, _) -> {};

    /**
     * Keeps a fact, to be called before what is shown of it is journalled.
     *
     * @param shown the fact that the journal will get
     * @param sealed the fact from which {@link Masking#exact} makes the one that it was, given the same secrets
     */
    void keep(Entry shown, Entry sealed);
}
