package dev.runbook.machine.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.port.People.Answer;
import dev.runbook.port.People.Question;
import dev.runbook.port.People.QuestionForm;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said beforehand of steps that were cut short, and of conditions that were edited. */
class InDoubtAnswersTest {
    private static final Answer NOBODY = new Answer.Nobody("nobody");

    private static Answer ask(QuestionForm form, Map<String, Boolean> done, Map<String, Boolean> stays)
            throws InterruptedException {
        return new InDoubtAnswers(done, stays, question -> NOBODY)
                .ask(new Question(form, "Down", 1, "What of it?", Optional.empty(), true));
    }

    @Test
    void each_kind_of_question_is_answered_by_its_own_words_only() throws InterruptedException {
        Map<String, Boolean> said = Map.of("Down", true);
        assertEquals(new Answer.Yes("--in-doubt"), ask(QuestionForm.DOUBT, said, Map.of()));
        assertEquals(NOBODY, ask(QuestionForm.DECISION, said, Map.of()));
        assertEquals(new Answer.Yes("--in-doubt"), ask(QuestionForm.DECISION, Map.of(), said));
        assertEquals(NOBODY, ask(QuestionForm.DOUBT, Map.of(), said));
        assertEquals(NOBODY, ask(QuestionForm.CONFIRM, said, said));
    }

    @Test
    void both_can_be_said_of_one_step() throws InterruptedException {
        Map<String, Boolean> done = Map.of("Down", true);
        Map<String, Boolean> stays = Map.of("Down", false);
        assertEquals(new Answer.Yes("--in-doubt"), ask(QuestionForm.DOUBT, done, stays));
        assertEquals(new Answer.No("--in-doubt"), ask(QuestionForm.DECISION, done, stays));
    }
}
