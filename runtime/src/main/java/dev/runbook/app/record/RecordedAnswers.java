package dev.runbook.app.record;

import dev.runbook.language.program.TaskKey;
import dev.runbook.port.People;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people answered in a run, by the titles of the steps that asked. */
final class RecordedAnswers {
    private final RunStory story;
    private final RecordedScenario scenario;
    private final Map<String, Object> answers = new LinkedHashMap<>();

    private RecordedAnswers(RunStory story, RecordedScenario scenario) {
        this.story = story;
        this.scenario = scenario;
    }

    static void of(RunStory story, RecordedScenario scenario) {
        RecordedAnswers recorded = new RecordedAnswers(story, scenario);
        Map<List<String>, Entry.Asked> open = new HashMap<>();
        for (Recorded fact : story.facts()) {
            if (fact.entry() instanceof Entry.Asked asked) {
                open.put(List.of(asked.step(), asked.task()), asked);
            } else if (fact.entry() instanceof Entry.Answered answered) {
                Entry.Asked asked = open.get(List.of(answered.step(), answered.task()));
                if (asked != null) {
                    recorded.take(asked, answered);
                }
            }
        }
        scenario.put("answers", recorded.answers);
    }

    private void take(Entry.Asked asked, Entry.Answered answered) {
        String title = story.title(asked.step()).orElse("");
        switch (asked.form()) {
            case CONFIRM, MANUAL -> {
                boolean losses = asked.task().endsWith("." + lossesEnd());
                if (title.isEmpty() && !losses) {
                    scenario.unknown("the answer to \"" + asked.text() + "\", which was asked in no step");
                    return;
                }
                Object answer = new ScenarioText.Bare(answered.yes() ? "yes" : "no");
                Object before = answers.put(losses ? People.lossesOf(title) : title, answer);
                if (before != null && !before.equals(answer)) {
                    scenario.unknown("that \"" + title + "\" was answered yes and no: a scenario has one answer");
                }
            }
            case BEGIN -> {
                // A rehearsal begins without a question.
            }
            case DOUBT, DECISION, WAIT ->
                scenario.unknown("what to answer to \"" + asked.text() + "\": a rehearsal asks that of nobody");
        }
    }

    private static String lossesEnd() {
        String place = new TaskKey("body.1").losing().text();
        return place.substring(place.lastIndexOf('.') + 1);
    }
}
