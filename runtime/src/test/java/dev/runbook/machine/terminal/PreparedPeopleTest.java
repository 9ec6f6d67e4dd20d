package dev.runbook.machine.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.People;
import dev.runbook.port.People.Answer;
import dev.runbook.port.People.Question;
import dev.runbook.port.People.QuestionForm;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreparedPeopleTest {
    @Test
    void an_answer_to_the_step_comes_first() throws InterruptedException {
        PreparedPeople people = prepared(Map.of("Check", false), true, true);
        assertEquals(new Answer.No("--answer"), people.ask(question("Check", false)));
        assertEquals(new Answer.Yes("--yes"), people.ask(question("Other", false)));
    }

    @Test
    void an_ordinary_yes_does_not_destroy() throws InterruptedException {
        assertTrue(prepared(Map.of(), true, false).ask(question("Uninstall", true)) instanceof Answer.Nobody);
        assertEquals(
                new Answer.Yes("--yes-destroy"), prepared(Map.of(), true, true).ask(question("Uninstall", true)));
        assertEquals(
                new Answer.Yes("--yes-destroy"), prepared(Map.of(), false, true).ask(question("Check", false)));
        assertEquals(
                new Answer.Yes("--answer"),
                prepared(Map.of("Uninstall", true), false, false).ask(question("Uninstall", true)));
    }

    @Test
    void an_answer_to_a_step_agrees_to_nothing_that_it_would_lose() throws InterruptedException {
        Question losses = question(People.lossesOf("Uninstall"), true);
        assertEquals(
                new Answer.Nobody("Give the answer beforehand: --answer 'losses of Uninstall=yes', or --yes-destroy for"
                        + " the questions of destructive steps."),
                prepared(Map.of("Uninstall", true), true, false).ask(losses));
        assertEquals(
                new Answer.Yes("--answer"),
                prepared(Map.of("losses of Uninstall", true), false, false).ask(losses));
    }

    @Test
    void without_an_answer_somebody_else_is_asked_and_nobody_says_how_to_answer() throws InterruptedException {
        assertEquals(
                new Answer.Nobody(
                        "Give the answer beforehand: --answer 'Don'\\''t=yes', or --yes for all ordinary questions."),
                prepared(Map.of(), false, false).ask(question("Don't", false)));
    }

    @Test
    void what_is_to_be_done_by_hand_is_taken_as_done_when_every_question_is_agreed_to() throws InterruptedException {
        Question manual = new Question(QuestionForm.MANUAL, "Point DNS", 1, "Point it there.", Optional.empty(), false);
        assertEquals(new Answer.Yes("--yes"), prepared(Map.of(), true, false).ask(manual));
        assertEquals(
                new Answer.Yes("--answer"),
                prepared(Map.of("Point DNS", true), false, false).ask(manual));
        assertEquals(
                new Answer.Nobody("Do it by hand and say so beforehand: --answer 'Point DNS=yes'."),
                prepared(Map.of(), false, false).ask(manual));
    }

    private static PreparedPeople prepared(Map<String, Boolean> answers, boolean yes, boolean yesDestroy) {
        return new PreparedPeople(answers, yes, yesDestroy, PreparedPeople.NOBODY);
    }

    private static Question question(String title, boolean destructive) {
        return new Question(QuestionForm.CONFIRM, title, 1, "Really?", Optional.empty(), destructive);
    }
}
