package dev.runbook.provider.postgres;

/**
 * A dump that is wanted.
 *
 * @param to file or folder that it is to stand in, as the runbook writes it
 * @param inPod whether the pod's own pg_dump makes it, rather than the one of this machine
 * @param folder whether it is a folder with a file for each table, rather than one file
 * @param jobs how many tables are read at once; more than one needs a folder
 * @param existing what to do when there is a dump of that name
 * @param countRows whether rows are counted, so that a restore can be compared
 * @param checkRoom whether the disk must have room for all of the tables
 */
public record Dump(
        ConnectionSpec from,
        String to,
        boolean inPod,
        boolean folder,
        long jobs,
        Existing existing,
        boolean countRows,
        boolean checkRoom) {

    /** What becomes of a finished dump that has the name already. */
    public enum Existing {
        /** It stays, and there is no new one. */
        REFUSE,
        /** It gets the next free number at its end. */
        SET_ASIDE
    }

    /** Where what is known of a finished dump stands, from the dump's own path. */
    public static String manifest(String dump) {
        return DumpManifest.path(dump);
    }

    public String format() {
        return folder ? "directory" : "custom";
    }
}
