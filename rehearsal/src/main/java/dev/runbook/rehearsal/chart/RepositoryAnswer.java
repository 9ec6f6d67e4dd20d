package dev.runbook.rehearsal.chart;

/**
 * What a repository says to one question.
 *
 * @param reason stands behind the status; helm shows both where it does not get what it wants
 */
@SuppressWarnings("ArrayRecordComponent") // sent as it is, and never compared
public record RepositoryAnswer(int status, String reason, byte[] body) {
    /** What was asked for. */
    public static RepositoryAnswer of(byte[] body) {
        return new RepositoryAnswer(200, "OK", body);
    }

    /** It is not there; the words say what to do. */
    public static RepositoryAnswer none(String why) {
        return new RepositoryAnswer(404, why.replaceAll("[^ -~]+", " "), new byte[0]);
    }
}
