package dev.runbook.machine.terminal;

import dev.runbook.port.Clock;
import dev.runbook.port.People;
import dev.runbook.run.report.TextWidth;
import dev.runbook.text.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The person at the terminal. The question itself is a fact and is shown by the view; here stand the text to read, the
 * prompt and the answer, and the question once more where the view goes to a file.
 */
public final class TerminalPeople implements People {
    /** What fits on a screen together with the question. */
    private static final int LINES = 40;

    /** How much later than the end of its input a terminal's hang-up may come. */
    private static final Duration HANG_UP = Duration.ofSeconds(1);

    private final Writer out;
    private final TypedLines in;
    private final Clock clock;
    private final String user;
    private final boolean repeating;

    /**
     * @param out where the prompt is seen
     * @param in what is typed; must be a terminal
     * @param clock by which it waits for a hang-up
     * @param user the person's login name, for the journal
     * @param repeating whether the view is not seen there, so that the question has to be repeated
     */
    public TerminalPeople(Writer out, TypedLines in, Clock clock, String user, boolean repeating) {
        this.repeating = repeating;
        this.clock = clock;
        this.out = out;
        this.in = in;
        this.user = user;
    }

    @Override
    public Answer ask(Question question) throws InterruptedException {
        if (repeating) {
            print("\n  ? " + String.join("\n    ", TextWidth.wrap(SafeText.line(question.text()), 76)) + "\n");
        }
        String indent = "  ".repeat(repeating ? 1 : question.depth());
        List<String> rest =
                show(indent, question.shown().map(text -> text.lines().toList()).orElse(List.of()));
        if (question.destructive() || question.form() != QuestionForm.CONFIRM) {
            // A key that was pressed while something else went on is not an answer to this.
            in.forget();
        }
        while (true) {
            print(indent + prompt(question.form(), !rest.isEmpty()) + " ");
            Optional<String> line;
            try {
                line = in.next();
                if (line.isEmpty()) {
                    // A terminal that is closed ends the input too, and its signal, which interrupts this, says more.
                    clock.sleep(HANG_UP);
                }
            } catch (InterruptedException e) {
                print("\n");
                throw e;
            }
            if (line.isEmpty()) {
                print("\n");
                return new Answer.Nobody(PreparedPeople.how(question));
            }
            String typed = line.get().toLowerCase(Locale.ROOT);
            boolean empty = typed.isEmpty();
            boolean begins = empty && question.form() == QuestionForm.BEGIN;
            boolean byHand = question.form() == QuestionForm.MANUAL;
            if (typed.equals("y") || typed.equals("yes") || begins || (byHand && (empty || typed.equals("done")))) {
                return new Answer.Yes(user);
            }
            if (typed.equals("n") || typed.equals("no") || (empty && !mustBeSaid(question.form()))) {
                return new Answer.No(user);
            }
            if (typed.equals("m") && !rest.isEmpty()) {
                rest = show(indent, rest);
            } else {
                print(indent
                        + (empty ? "Enter alone" : "\"" + SafeText.line(line.get()) + "\"")
                        + (byHand ? " is neither Enter nor n.\n" : " is neither yes nor no.\n"));
            }
        }
    }

    /** Where neither answer is the safe one, Enter is none. */
    private static boolean mustBeSaid(QuestionForm form) {
        return switch (form) {
            case DOUBT, DECISION -> true;
            case CONFIRM, MANUAL, BEGIN, WAIT -> false;
        };
    }

    private static String prompt(QuestionForm form, boolean more) {
        return switch (form) {
            case CONFIRM -> more ? "[y/N, m to read on]" : "[y/N]";
            case DOUBT, DECISION -> "[y/n]";
            case WAIT -> "[y/N]";
            case BEGIN -> "[Y/n]";
            case MANUAL -> "Press Enter when it is done, or n to stop:";
        };
    }

    /** Shows as many lines as fit; gives those that did not. */
    private List<String> show(String indent, List<String> lines) {
        int shown = Math.min(LINES, lines.size());
        for (String line : lines.subList(0, shown)) {
            print(indent + "  | " + SafeText.output(line) + "\n");
        }
        List<String> rest = lines.subList(shown, lines.size());
        if (!rest.isEmpty()) {
            print(indent + "  | (" + rest.size() + " more lines)\n");
        }
        return rest;
    }

    private void print(String text) {
        try {
            out.write(text);
            out.flush();
        } catch (IOException gone) {
            // Nobody sees the prompt; the reading will say so as well.
            return;
        }
    }
}
