package dev.runbook.machine.terminal;

import dev.runbook.port.People;
import dev.runbook.run.report.CommandText;
import java.util.Map;

/**
 * Answers that were given beforehand, and behind them whoever else can be asked. What must be done by hand is then
 * taken as done; the journal says by which option.
 *
 * @param answers by the step's title: {@code --answer "TITLE=yes"}
 * @param yes whether every ordinary question to be agreed to is answered with yes
 * @param yesDestroy whether those of destructive steps are, too
 * @param next who is asked when no answer was given
 */
public record PreparedPeople(Map<String, Boolean> answers, boolean yes, boolean yesDestroy, People next)
        implements People {
    /** Nobody at all: for runs without a terminal. */
    public static final People NOBODY = question -> new Answer.Nobody(how(question));

    public PreparedPeople {
        answers = Map.copyOf(answers);
    }

    @Override
    public Answer ask(Question question) throws InterruptedException {
        switch (question.form()) {
            // It was not foreseen, so no answer that was given beforehand was about it.
            case DOUBT, DECISION, BEGIN, WAIT -> {
                return next.ask(question);
            }
            case CONFIRM, MANUAL -> {}
        }
        Boolean given = answers.get(question.title());
        if (given != null) {
            return given ? new Answer.Yes("--answer") : new Answer.No("--answer");
        }
        if (yes && !question.destructive()) {
            return new Answer.Yes("--yes");
        }
        return yesDestroy ? new Answer.Yes("--yes-destroy") : next.ask(question);
    }

    /** How a question can be answered without a person at a terminal. */
    static String how(Question question) {
        String answer = "--answer " + CommandText.quote(question.title() + "=yes");
        return switch (question.form()) {
            case DOUBT ->
                "See whether it was done, and say so: --in-doubt " + CommandText.quote(question.title() + "=done")
                        + ", or =again to have it done again.";
            case DECISION ->
                "Say it beforehand: --in-doubt " + CommandText.quote(question.title() + "=stays")
                        + ", or =anew to decide anew.";
            case BEGIN -> "Say it beforehand with --yes, or leave the plan out with --no-preview.";
            case WAIT -> "Resume the run when that process has ended.";
            case MANUAL -> "Do it by hand and say so beforehand: " + answer + ".";
            case CONFIRM ->
                "Give the answer beforehand: " + answer + ", or "
                        + (question.destructive()
                                ? "--yes-destroy for the questions of destructive steps."
                                : "--yes for all ordinary questions.");
        };
    }
}
