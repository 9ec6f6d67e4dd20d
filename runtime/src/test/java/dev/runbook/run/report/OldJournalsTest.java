package dev.runbook.run.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.golden.Golden;
import dev.runbook.run.journal.EntryJson;
import dev.runbook.run.journal.JournalText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Journals that real runs of older versions wrote. They are read for ever: no file here is ever made anew, whatever
 * becomes of the form.
 */
class OldJournalsTest {
    private static final Golden GOLDEN = Golden.of("golden/journal/schema1");

    static Stream<String> cases() {
        return GOLDEN.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void an_old_journal_still_tells_its_story(String name) {
        JournalText journal = read(name);
        assertEquals(1, journal.end().schema());
        assertEquals(List.of(), journal.changes());
        assertFalse(journal.torn());
        String text = String.join("\n", ReportText.of(RunReport.of(journal.records()))) + "\n";
        GOLDEN.check(name, "report.txt", text);
    }

    @Test
    void every_kind_of_fact_of_the_old_form_is_among_them() {
        Set<String> kinds = new HashSet<>();
        for (String name : GOLDEN.cases()) {
            Matcher kind = Pattern.compile("\"kind\":\"([a-z_]+)\"").matcher(GOLDEN.read(name, "journal.jsonl"));
            while (kind.find()) {
                kinds.add(kind.group(1));
            }
        }
        assertTrue(
                kinds.containsAll(List.of(
                        "began",
                        "step_started",
                        "step_skipped",
                        "step_ended",
                        "task_intended",
                        "task_ended",
                        "bound",
                        "asked",
                        "answered",
                        "noted",
                        "decided",
                        "rescuing",
                        "retrying",
                        "interrupted",
                        "ended")),
                kinds.toString());
    }

    @Test
    void the_form_of_today_is_a_later_one() {
        assertTrue(EntryJson.SCHEMA > 1);
    }

    private static JournalText read(String name) {
        return JournalText.read(GOLDEN.read(name, "journal.jsonl").lines().toList());
    }
}
