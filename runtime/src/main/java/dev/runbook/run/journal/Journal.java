package dev.runbook.run.journal;

/** Where a run writes down its facts. */
public interface Journal {
    /**
     * Writes a fact; when it returns, the fact survives a crash.
     *
     * @throws JournalLost when it could not be written; nothing further may be done then
     */
    void append(Entry entry);

    /** The journal cannot be written; the run stops before its next effect. */
    final class JournalLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public JournalLost(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
