package dev.runbook.adapter.terminal;

import dev.runbook.port.People;
import java.util.Map;

/**
 * Whether steps that were cut short were done, as the operator has found out before resuming.
 *
 * @param done by the step's title: {@code --in-doubt "TITLE=done"}
 * @param next who is asked everything else
 */
public record DoubtAnswers(Map<String, Boolean> done, People next) implements People {
    public DoubtAnswers {
        done = Map.copyOf(done);
    }

    @Override
    public Answer ask(Question question) throws InterruptedException {
        Boolean said = question.form() == Form.DOUBT ? done.get(question.title()) : null;
        if (said == null) {
            return next.ask(question);
        }
        return said ? new Answer.Yes("--in-doubt") : new Answer.No("--in-doubt");
    }
}
