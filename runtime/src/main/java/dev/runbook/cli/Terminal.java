package dev.runbook.cli;

import dev.runbook.adapter.run.Reason;
import dev.runbook.adapter.signal.SignalHook;
import dev.runbook.adapter.terminal.PreparedPeople;
import dev.runbook.adapter.terminal.TerminalPeople;
import dev.runbook.adapter.terminal.TerminalSecrets;
import dev.runbook.adapter.terminal.TerminalStreams;
import dev.runbook.adapter.terminal.TerminalWidth;
import dev.runbook.adapter.terminal.TypedLines;
import dev.runbook.adapter.time.SystemClock;
import dev.runbook.input.Inputs;
import dev.runbook.journal.Masking;
import dev.runbook.port.People;
import dev.runbook.port.SecretPrompt;
import dev.runbook.report.Columns;
import dev.runbook.text.SafeText;
import dev.runbook.text.SafeWriter;
import dev.runbook.value.Value;
import dev.runbook.view.Look;
import dev.runbook.view.RunView;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The standard streams and what is known about them. */
final class Terminal {
    private static final int WIDTH = 80;

    private final Map<String, String> environment = System.getenv();
    private final TerminalStreams streams = TerminalStreams.find();
    private final Masking masking = Masking.none();
    private final TerminalWidth width = new TerminalWidth();
    private final Charset charset = System.out.charset();
    private final PrintWriter out =
            new PrintWriter(new SafeWriter(new OutputStreamWriter(System.out, charset), streams.output()), false);
    private final PrintWriter err =
            new PrintWriter(new SafeWriter(new OutputStreamWriter(System.err, charset), streams.error()), true);

    // One for all questions: what was typed ahead for the next must not be lost with the last.
    private final TypedLines typed = new TypedLines(System.in, charset);

    Map<String, String> environment() {
        return environment;
    }

    /** What may not be printed: the secrets that the command knows. */
    Masking masking() {
        return masking;
    }

    /** Has the secrets among inputs hidden from now on, and gives the inputs as they are. */
    Map<String, Value> hiding(Map<String, Value> inputs) {
        inputs.values().forEach(value -> {
            if (value instanceof Value.Secret(String name, String content)) {
                masking.hideGiven(name, content);
            }
        });
        return inputs;
    }

    /** The name of this machine. */
    String host() {
        return Optional.ofNullable(environment.get("HOSTNAME")).orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (IOException e) {
                return "localhost";
            }
        });
    }

    /** What programs inherit. The locale is the operator's own, which the launcher may have changed for Java alone. */
    Map<String, String> inherited() {
        Map<String, String> inherited = new HashMap<>(Inputs.forPrograms(environment));
        Optional.ofNullable(System.getProperty("runbook.lc_all")).ifPresent(own -> {
            if (own.isEmpty()) {
                inherited.remove("LC_ALL");
            } else {
                inherited.put("LC_ALL", own);
            }
        });
        return inherited;
    }

    /** Whether a person's Ctrl-C can come from here. */
    boolean interactive() {
        return streams.input() || streams.output();
    }

    PrintWriter out() {
        return out;
    }

    /** Prints a file as it is where a program or a file takes it; a terminal gets it safe. */
    void copy(String text) {
        out.flush();
        if (streams.output()) {
            out.print(text);
        } else {
            PrintWriter exact = new PrintWriter(new OutputStreamWriter(System.out, charset), false);
            exact.print(text);
            exact.flush();
        }
    }

    /** Says a line of our own that may have names from elsewhere in it. */
    void say(String line) {
        out.println(SafeText.lines(line));
    }

    /** Says a line for people alone; a terminal gets it broken between words. */
    void tell(String line) {
        out.println(fitted(SafeText.lines(line), streams.output()));
    }

    /** The same on standard error, of what is wrong. */
    void warn(String text) {
        err.println(fitted(text, streams.error()));
    }

    private static String fitted(String text, boolean terminal) {
        return terminal
                ? text.lines()
                        .flatMap(line -> Columns.hanging(line, WIDTH).stream())
                        .collect(Collectors.joining("\n"))
                : text;
    }

    /** Why standard output took not all that was printed; empty when it did, or when its reader had seen enough. */
    Optional<String> lost() {
        out.flush();
        if (!System.out.checkError()) {
            return Optional.empty();
        }
        try {
            // The stream remembers that it failed and not why, so it is asked once more, past its memory. It stays
            // open:
            // a descriptor that is free would be given to the next file.
            new FileOutputStream(FileDescriptor.out).write('\n');
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Reason.of(e)).filter(why -> !why.contains("broken pipe"));
        }
    }

    PrintWriter err() {
        return err;
    }

    /**
     * Whoever can be asked: a person who sees the prompt and can type, or nobody.
     *
     * @param taken whether standard output belongs to a program, so that the question must stand elsewhere
     */
    People people(boolean taken) {
        if (!streams.input() || !(streams.error() || (streams.output() && !taken))) {
            return PreparedPeople.NOBODY;
        }
        boolean here = streams.output() && !taken;
        return new TerminalPeople(here ? out : err, typed, new SystemClock(), user(), !here);
    }

    /** Whoever can be asked for a secret; the prompt goes to standard error, where no report is. */
    SecretPrompt secrets() {
        return streams.input() && (streams.error() || streams.output())
                ? new TerminalSecrets(streams.error() ? err : out, typed)
                : SecretPrompt.NOBODY;
    }

    String user() {
        return System.getProperty("user.name", "somebody");
    }

    Look look(boolean noColor) {
        return streams.look(environment, noColor, charset);
    }

    RunView.Screen screen(boolean noColor) {
        RunView.Screen screen = streams.screen(environment, noColor, charset, width);
        if (screen.live()) {
            width.refresh();
            SignalHook.on("WINCH", width::refresh);
        }
        return screen;
    }
}
