package dev.runbook.app.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.port.People;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScenarioAnswersTest {
    @Test
    void the_scenario_answers_by_the_title_of_the_step() throws Exception {
        assertEquals(new People.Answer.Yes("the scenario"), ask("Uninstall", People.QuestionForm.CONFIRM));
        assertEquals(new People.Answer.No("the scenario"), ask("Go back", People.QuestionForm.MANUAL));
    }

    @Test
    void a_question_without_an_answer_says_where_to_write_it() throws Exception {
        assertEquals(
                new People.Answer.Nobody(
                        "Write the answer into the scenario odd of the rehearsals file: answers: {\"Say"
                                + " \\\"yes\\\"\": yes}, or rehearse at a terminal."),
                ask("Say \"yes\"", People.QuestionForm.CONFIRM));
    }

    @Test
    void nothing_that_was_written_beforehand_answers_a_doubt() throws Exception {
        assertEquals(new People.Answer.Nobody("--answer"), ask("Uninstall", People.QuestionForm.DOUBT));
    }

    private static People.Answer ask(String title, People.QuestionForm form) throws Exception {
        Scenario scenario = Scenarios.read("a.yaml", "scenarios: [{name: odd, answers: {Uninstall: yes, Go back: no}}]")
                .getFirst();
        return new ScenarioAnswers(scenario, _ -> new People.Answer.Nobody("--answer"))
                .ask(new People.Question(form, title, 1, "Really?", Optional.empty(), false));
    }
}
