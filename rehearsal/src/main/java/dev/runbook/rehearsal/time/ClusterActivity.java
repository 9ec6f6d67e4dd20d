package dev.runbook.rehearsal.time;

/** What goes on in a cluster, for those who would let its time pass. */
public interface ClusterActivity {
    /** Of a cluster where nothing ever happens. */
    ClusterActivity NONE = new ClusterActivity() {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public boolean isSettled() {
            return true;
        }

        @Override
        public boolean isTroubled() {
            return false;
        }
    };

    /** Grows with each change. */
    long version();

    /** Whether all that follows from what has happened is done, and nothing is asked. */
    boolean isSettled();

    /** Whether its server is away, or refuses everything. */
    boolean isTroubled();
}
