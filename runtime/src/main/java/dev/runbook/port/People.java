package dev.runbook.port;

import java.util.Optional;

/** The people at the terminal. */
public interface People {
    /** The title of a question that no step asks. */
    String BETWEEN_STEPS = "between the steps";

    /** The title of the question about what the step of a title would lose: an answer to the step itself is none to it. */
    static String lossesOf(String title) {
        return "losses of " + (title.isEmpty() ? BETWEEN_STEPS : title);
    }

    /** Asks; never blocks when nobody can answer. */
    Answer ask(Question question) throws InterruptedException;

    /** What is being asked. */
    enum QuestionForm {
        /** Yes or no. */
        CONFIRM,
        /** Do this by hand and say when it is done. */
        MANUAL,
        /** Something was cut short: is it done (yes), or is it to be done again (no)? */
        DOUBT,
        /** A condition was edited since it was decided: does the decision stay (yes), or is it decided anew (no)? */
        DECISION,
        /** A run was shown before it begins: is it to begin? */
        BEGIN,
        /** Something takes longer than it can: is it to be waited for as long again? */
        WAIT
    }

    /**
     * A question.
     *
     * @param title the step's title, or {@link #lossesOf} it, by which an answer can be given beforehand
     * @param depth how many steps it stands in
     * @param text what is asked, or what is to be done by hand
     * @param shown a text to read before answering
     * @param destructive whether a yes removes something; an ordinary {@code --yes} does not answer it
     */
    record Question(
            QuestionForm form, String title, int depth, String text, Optional<String> shown, boolean destructive) {}

    /** What came back. */
    sealed interface Answer {
        /**
         * Yes, or done.
         *
         * @param by who: a person's login name, or the option that answered
         */
        record Yes(String by) implements Answer {}

        record No(String by) implements Answer {}

        /** Nobody is there to answer; {@code how} says how to answer beforehand. */
        record Nobody(String how) implements Answer {}
    }
}
