package dev.runbook.postgres;

/**
 * A dump that is wanted.
 *
 * @param to file or folder that it is to stand in, as the runbook writes it
 * @param folder whether it is a folder with a file for each table, rather than one file
 * @param jobs how many tables are read at once; more than one needs a folder
 * @param existing what to do when there is a dump of that name
 * @param countRows whether rows are counted, so that a restore can be compared
 * @param checkRoom whether the disk must have room for all of the tables
 */
public record Dump(
        Conninfo from, String to, boolean folder, long jobs, Existing existing, boolean countRows, boolean checkRoom) {

    /** What becomes of a finished dump that has the name already. */
    public enum Existing {
        /** It stays, and there is no new one. */
        REFUSE,
        /** It gets the next free number at its end. */
        SET_ASIDE
    }

    public String format() {
        return folder ? "directory" : "custom";
    }
}
