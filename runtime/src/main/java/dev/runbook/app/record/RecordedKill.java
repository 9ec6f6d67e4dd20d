package dev.runbook.app.record;

import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.OpenSteps;
import dev.runbook.run.journal.Recorded;
import java.util.List;
import java.util.Optional;

/** Where a process of a run ended before its time. */
final class RecordedKill {
    private RecordedKill() {}

    static void of(RunStory story, RecordedScenario scenario) {
        List<Recorded> facts = story.facts();
        int killed = 0;
        for (int at = 1; at <= facts.size(); at++) {
            boolean resumed = at < facts.size() && facts.get(at).entry() instanceof Entry.Resumed;
            boolean left = at == facts.size() && story.ended().isEmpty();
            if (!resumed && !left) {
                continue;
            }
            killed++;
            if (killed > 1) {
                scenario.unknown("where to be killed a second time: the run was interrupted more than once");
                return;
            }
            point(story, facts.subList(0, at)).ifPresent(point -> scenario.put("kill", point));
            if (facts.get(at - 1).entry() instanceof Entry.Ended) {
                scenario.because("kill", "A person interrupted the run here; a rehearsal is killed, and carried on.");
            }
        }
    }

    private static Optional<String> point(RunStory story, List<Recorded> facts) {
        OpenSteps<String> open = new OpenSteps<>("", new OpenTitles());
        String last = "";
        boolean acting = false;
        for (Recorded fact : facts) {
            open.take(fact.entry());
            switch (fact.entry()) {
                case Entry.StepEnded e ->
                    last = "after \"" + story.title(e.step()).orElse("") + '"';
                case Entry.StepStarted e -> last = "before \"" + e.title() + '"';
                case Entry.ProgramStarted e -> {
                    last = "in \"" + story.title(e.step()).orElse("") + '"';
                    acting = true;
                }
                case Entry.TaskEnded _ -> {
                    if (acting) {
                        // Behind what it did; the nearest that a scenario can say is the end of that step.
                        last = open.here().isEmpty() ? last : "after \"" + open.here() + '"';
                    }
                    acting = false;
                }
                default -> {
                    // It is killed where it was.
                }
            }
        }
        return Optional.of(last).filter(text -> !text.isEmpty());
    }

    /** The titles of the steps that a run stands in. */
    private static final class OpenTitles implements OpenSteps.StepHandler<String> {
        @Override
        public String entered(String around, Entry.StepStarted started) {
            return started.title();
        }

        @Override
        public String enteredAgain(String around, Entry.StepResumed resumed) {
            return resumed.title();
        }

        @Override
        public void attempted(String step, Entry.StepStarted attempt) {}

        @Override
        public void left(String step, String around, Optional<Entry.StepEnded> end) {}
    }
}
