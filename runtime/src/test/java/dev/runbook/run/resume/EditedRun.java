package dev.runbook.run.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.port.People;
import dev.runbook.run.engine.EngineHarness;
import dev.runbook.run.journal.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * A run that stops where its text has {@code run "go"}, which fails the first time, and is carried on with another text.
 * An edit is told as {@code STEP WHAT: BEFORE -> NOW}.
 */
final class EditedRun {
    private final EngineHarness engine = new EngineHarness();

    /** Files that are there while the first text runs. */
    EditedRun with(String... files) {
        for (String file : files) {
            engine.files.put(file, "");
        }
        return this;
    }

    EditedRun without(String file) {
        engine.files.remove(file);
        return this;
    }

    /** Runs the first text until it fails. */
    EditedRun stopped(String text) throws InterruptedException {
        engine.programs.failsOnce("go");
        engine.run(text);
        assertEquals(Entry.RunEnd.FAILED, ended());
        return this;
    }

    /** Runs the first text until the process is killed, after so many facts. */
    EditedRun killed(String text, int facts) {
        engine.diesAfter = facts - 1;
        assertThrows(EngineHarness.Killed.class, () -> engine.run(text));
        return this;
    }

    /** What a person will say to the next question. */
    EditedRun saying(boolean... answers) {
        for (boolean yes : answers) {
            engine.answers.add(yes ? new People.Answer.Yes("ops") : new People.Answer.No("ops"));
        }
        return this;
    }

    /** Carries the run on; what has been run since then, in order. */
    List<String> ran(String text) throws InterruptedException {
        int before = engine.programs.ran.size();
        int asked = engine.questions.size();
        engine.resume(text);
        questions = engine.questions.subList(asked, engine.questions.size()).stream()
                .map(People.Question::text)
                .toList();
        return List.copyOf(engine.programs.ran.subList(before, engine.programs.ran.size()));
    }

    private List<String> questions = List.of();

    /** What was asked when the run was carried on last. */
    List<String> questions() {
        return questions;
    }

    /** What stands in the way of carrying the run on with the text that it was carried on with last. */
    List<String> edits() {
        return told(engine.edits);
    }

    static List<String> told(List<RunbookEdit> edits) {
        List<String> told = new ArrayList<>();
        edits.forEach(edit -> told.add((edit.step() + " " + edit.what()).strip()
                + (edit.before().isEmpty() && edit.now().isEmpty()
                        ? ""
                        : ": " + line(edit.before()) + " -> " + line(edit.now()))));
        return told;
    }

    private static String line(String text) {
        return text.isEmpty() ? "nothing" : text.replace('\n', ' ');
    }

    Entry.RunEnd ended() {
        return engine.entries.getLast() instanceof Entry.Ended ended ? ended.end() : Entry.RunEnd.INTERRUPTED;
    }
}
