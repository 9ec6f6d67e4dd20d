package dev.runbook.adapter.terminal;

import dev.runbook.port.People;
import java.util.Map;

/**
 * Answers that were given beforehand; what they leave open goes to the next.
 *
 * @param answers yes or no by the title of the step
 * @param yes whether ordinary questions are answered with yes
 * @param yesDestroy whether questions of destructive steps are too
 */
public record PreparedPeople(Map<String, Boolean> answers, boolean yes, boolean yesDestroy, People next)
        implements People {
    public PreparedPeople {
        answers = Map.copyOf(answers);
    }

    @Override
    public Answer ask(Question question) throws InterruptedException {
        Boolean prepared = answers.get(question.title());
        if (prepared != null) {
            return prepared ? new Answer.Yes("--answer") : new Answer.No("--answer");
        }
        if (question.destructive() ? yesDestroy : yes || yesDestroy) {
            return new Answer.Yes(yesDestroy ? "--yes-destroy" : "--yes");
        }
        return next.ask(question);
    }
}
