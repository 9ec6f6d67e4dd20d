package dev.runbook.adapter.terminal;

import dev.runbook.port.People;
import dev.runbook.report.CommandText;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Answers that were given beforehand, and behind them whoever else can be asked.
 *
 * @param answers by the step's title: {@code --answer "TITLE=yes"}
 * @param yes whether every ordinary question is answered with yes
 * @param yesDestroy whether the questions of destructive steps are, too
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
        Boolean given = answers.get(question.title());
        if (given != null) {
            return given ? new Answer.Yes("--answer") : new Answer.No("--answer");
        }
        if (yesDestroy && question.destructive()) {
            return new Answer.Yes("--yes-destroy");
        }
        if ((yes || yesDestroy) && !question.destructive()) {
            return new Answer.Yes(yes ? "--yes" : "--yes-destroy");
        }
        return next.ask(question);
    }

    /** Answers whose titles no step has. */
    public List<String> unknown(Collection<String> titles) {
        return answers.keySet().stream()
                .filter(title -> !titles.contains(title))
                .sorted()
                .toList();
    }

    /** How a question can be answered without a person at a terminal. */
    static String how(Question question) {
        String all = question.destructive()
                ? "--yes-destroy for the questions of destructive steps"
                : "--yes for all ordinary questions";
        return "Give the answer beforehand: --answer " + CommandText.quote(question.title() + "=yes") + ", or " + all
                + ".";
    }
}
