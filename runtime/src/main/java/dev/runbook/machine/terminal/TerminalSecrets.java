package dev.runbook.machine.terminal;

import dev.runbook.port.SecretPrompt;
import dev.runbook.text.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;

/** Asks the person at the terminal for secrets; where what is typed cannot be hidden, it does not ask. */
public final class TerminalSecrets implements SecretPrompt {
    private final Writer out;
    private final TypedLines in;
    private final TerminalEcho echo;

    /**
     * @param out where the prompt is seen
     * @param in what is typed; must be the terminal that this program was started from
     */
    public TerminalSecrets(Writer out, TypedLines in) {
        this(out, in, new SttyEcho());
    }

    TerminalSecrets(Writer out, TypedLines in, TerminalEcho echo) {
        this.out = out;
        this.in = in;
        this.echo = echo;
    }

    @Override
    public Optional<String> ask(String name, String about) throws InterruptedException {
        try (TerminalEcho.Silence _ = echo.off()) {
            print(prompt(name, about));
            try {
                return in.next().filter(typed -> !typed.isEmpty());
            } finally {
                // The Enter that ended the line was not shown either.
                print("\n");
            }
        } catch (TerminalEcho.NoTerminal shown) {
            return Optional.empty();
        }
    }

    private static String prompt(String name, String about) {
        String what = about.isEmpty() ? SafeText.line(name) : SafeText.line(about) + " (" + SafeText.line(name) + ")";
        return what + ", not shown while you type: ";
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
