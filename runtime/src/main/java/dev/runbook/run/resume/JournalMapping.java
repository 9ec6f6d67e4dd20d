package dev.runbook.run.resume;

import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where what a run has done stands in the text of today. A run may have been carried on with several texts, and each of
 * its facts has the places of the text that it was written under.
 *
 * @param renamings by the text that the facts were written under
 * @param edits what was changed in what is done since the run was carried on last
 */
public record JournalMapping(Map<Map<String, String>, KeyMapping> renamings, List<RunbookEdit> edits) {
    /** The text is the one that the run began with. */
    public static final JournalMapping SAME = new JournalMapping(Map.of(), List.of());

    public JournalMapping {
        renamings = Map.copyOf(renamings);
        edits = List.copyOf(edits);
    }

    /** The texts that the run went by, the first one first: name and text of each file. */
    public static List<Map<String, String>> texts(List<Recorded> records) {
        return List.copyOf(segments(records).keySet());
    }

    /**
     * Compares each text that the run went by with that of today.
     *
     * @param checked each text that the run went by
     * @param today the text of today
     */
    public static JournalMapping of(
            List<Recorded> records, Map<Map<String, String>, CheckedRunbook> checked, CheckedRunbook today) {
        Map<Map<String, String>, List<Recorded>> segments = segments(records);
        Map<Map<String, String>, KeyMapping> renamings = new HashMap<>();
        segments.forEach((text, facts) -> renamings.put(text, RunbookChanges.of(runbook(checked, text), today, facts)));
        CheckedRunbook last = runbook(checked, texts(records).getLast());
        List<Recorded> toldByTheLast = new ArrayList<>();
        segments.forEach((text, facts) -> toldByTheLast.addAll(
                FactTranslation.of(facts, RunbookChanges.of(runbook(checked, text), last, facts))));
        return new JournalMapping(
                renamings, RunbookChanges.of(last, today, toldByTheLast).edits());
    }

    private static CheckedRunbook runbook(Map<Map<String, String>, CheckedRunbook> checked, Map<String, String> text) {
        CheckedRunbook runbook = checked.get(text);
        if (runbook == null) {
            throw new IllegalArgumentException("a text that the run went by has not been checked");
        }
        return runbook;
    }

    /** Facts by the text that they were written under. */
    private static Map<Map<String, String>, List<Recorded>> segments(List<Recorded> records) {
        Map<Map<String, String>, List<Recorded>> segments = new LinkedHashMap<>();
        Map<String, String> text = Map.of();
        for (Recorded recorded : records) {
            if (recorded.entry() instanceof Entry.Began began) {
                text = began.sources();
            } else if (recorded.entry() instanceof Entry.Resumed resumed) {
                text = resumed.sources();
            }
            // The last text is the one that the run went by last, also where it had that one before.
            List<Recorded> facts = segments.containsKey(text) ? segments.remove(text) : new ArrayList<>();
            segments.put(text, facts);
            facts.add(recorded);
        }
        return segments;
    }

    /** Where the facts stand that were written under a text. */
    KeyMapping of(Map<String, String> text) {
        return renamings.getOrDefault(text, KeyMapping.SAME);
    }
}
