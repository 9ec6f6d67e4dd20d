package dev.runbook.run.report;

import dev.runbook.run.journal.JournalDamage;
import dev.runbook.run.journal.JournalEnd;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the story of a run is the one that it wrote.
 *
 * @param journal where the journal is, for people
 * @param end where it ends
 * @param ended whether its last fact is the end of the run
 * @param flaws what is wrong with its lines, in their order
 * @param files how many kept files and outputs have a checksum in it
 * @param strange what is wrong with those files and with the name of the run's folder
 */
public record Verification(
        String journal, JournalEnd end, boolean ended, List<JournalDamage> flaws, int files, List<String> strange) {
    private static final int MOST = 20;
    private static final int WIDTH = 80;

    public Verification {
        flaws = List.copyOf(flaws);
        strange = List.copyOf(strange);
    }

    /** Whether nothing shows that anything was changed. */
    public boolean sound() {
        return flaws.isEmpty() && strange.isEmpty();
    }

    /** What an operator is told. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("journal  " + journal);
        lines.add("lines    " + end.sequence() + ", form " + end.schema() + (ended ? ", with the run's end" : ""));
        if (sound()) {
            lines.add("files    " + (files == 0 ? "none has a checksum" : files + ", each as the run left it"));
            say(
                    lines,
                    end.schema() == 1
                            ? "This journal is of form 1, which has no sums: whether its lines were changed cannot be said."
                            : "Nothing was changed: each line is as it was written and follows the one before it.");
        } else {
            say(lines, "This is not the story that the run wrote:");
            flaws.stream().limit(MOST).forEach(flaw -> say(lines, "- " + flaw.text()));
            if (flaws.size() > MOST) {
                say(lines, "- and " + (flaws.size() - MOST) + " more");
            }
            strange.forEach(what -> say(lines, "- " + what));
        }
        if (end.torn() > 0) {
            say(lines, "The last " + end.torn() + " bytes are not a whole line: the run ended while it wrote them.");
        }
        limits().forEach(line -> say(lines, line));
        return lines;
    }

    private static void say(List<String> lines, String text) {
        lines.addAll(TextWidth.wrap(text, WIDTH));
    }

    /** What sums cannot show, however whole they are. */
    private List<String> limits() {
        if (end.sum().isEmpty() || end.schema() == 1) {
            return List.of("Compare it with a copy that was kept elsewhere.");
        }
        String missing = ended ? "" : "whether lines after the last one were cut away, and ";
        return List.of(
                "Sums cannot show " + missing + "whether all of it was rewritten. For that, compare"
                        + " the last line's sum with one that was noted elsewhere:",
                end.sum());
    }
}
