package dev.runbook.app.rehearse;

import dev.runbook.port.People;

/**
 * The people of a rehearsal: the answers of its scenario, and behind them whoever is there.
 *
 * @param next who is asked when the scenario has no answer
 */
public record ScenarioAnswers(Scenario scenario, People next) implements People {
    private static final String BY = "the scenario";

    @Override
    public Answer ask(Question question) throws InterruptedException {
        if (question.form() == QuestionForm.DOUBT) {
            // It was not foreseen, so no answer that was written beforehand was about it.
            return next.ask(question);
        }
        Boolean given = scenario.answers().get(question.title());
        if (given != null) {
            return given ? new Answer.Yes(BY) : new Answer.No(BY);
        }
        return switch (next.ask(question)) {
            case Answer.Nobody _ ->
                new Answer.Nobody(
                        scenario.name().equals(Scenario.BARE)
                                ? "Answer it before, as in --answer " + quoted(question.title() + "=yes")
                                        + ", or rehearse at a terminal."
                                : "Write the answer into the scenario " + scenario.name()
                                        + " of the rehearsals file: answers: {" + quoted(question.title())
                                        + ": yes}, or rehearse at a terminal.");
            case Answer.Yes yes -> yes;
            case Answer.No no -> no;
        };
    }

    private static String quoted(String title) {
        return '"' + title.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
