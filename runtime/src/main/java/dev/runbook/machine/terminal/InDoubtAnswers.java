package dev.runbook.machine.terminal;

import dev.runbook.port.People;
import java.util.Map;

/**
 * What the operator has found out before resuming. Each kind of question has words of its own, so that one answer never
 * settles two.
 *
 * @param done whether steps that were cut short were done, by the step's title: {@code --in-doubt "TITLE=done"}
 * @param stays whether decisions stay whose condition was edited: {@code --in-doubt "TITLE=stays"}
 * @param next who is asked everything else
 */
public record InDoubtAnswers(Map<String, Boolean> done, Map<String, Boolean> stays, People next) implements People {
    public InDoubtAnswers {
        done = Map.copyOf(done);
        stays = Map.copyOf(stays);
    }

    @Override
    public Answer ask(Question question) throws InterruptedException {
        Map<String, Boolean> answers = switch (question.form()) {
            case DOUBT -> done;
            case DECISION -> stays;
            case CONFIRM, MANUAL, BEGIN, WAIT -> Map.of();
        };
        Boolean said = answers.get(question.title());
        if (said == null) {
            return next.ask(question);
        }
        return said ? new Answer.Yes("--in-doubt") : new Answer.No("--in-doubt");
    }
}
