package dev.runbook.adapter.terminal;

import dev.runbook.port.People;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The person at the terminal; nobody, when there is no terminal. */
public final class TerminalPeople implements People {
    private static final int SHOWN_LINES = 40;

    private final BufferedReader in;
    private final PrintWriter out;
    private final boolean terminal;
    private final String user;

    public TerminalPeople(BufferedReader in, PrintWriter out, boolean terminal, String user) {
        this.in = in;
        this.out = out;
        this.terminal = terminal;
        this.user = user;
    }

    @Override
    public Answer ask(Question question) throws InterruptedException {
        if (!terminal) {
            return new Answer.Nobody("Answer beforehand with --answer \"" + question.title() + "=yes\", or with "
                    + (question.destructive() ? "--yes-destroy." : "--yes."));
        }
        question.shown().ifPresent(this::show);
        out.print(question.form() == Form.CONFIRM ? "    [y/N] " : "    Press Enter when it is done, or n to stop: ");
        out.flush();
        try {
            // A read of the terminal cannot be interrupted; looking first can.
            while (!in.ready()) {
                Thread.sleep(50);
            }
            String line = in.readLine();
            String answer = line == null ? "n" : line.strip().toLowerCase(Locale.ROOT);
            boolean yes = question.form() == Form.CONFIRM
                    ? answer.equals("y") || answer.equals("yes")
                    : line != null && !answer.startsWith("n");
            return yes ? new Answer.Yes(user) : new Answer.No(user);
        } catch (IOException e) {
            return new Answer.Nobody("The terminal cannot be read: " + e.getMessage());
        }
    }

    private void show(String text) {
        List<String> lines = text.lines().toList();
        lines.stream().limit(SHOWN_LINES).forEach(line -> out.println("    | " + line));
        if (lines.size() > SHOWN_LINES) {
            out.println("    | and " + (lines.size() - SHOWN_LINES) + " more lines");
        }
    }
}
