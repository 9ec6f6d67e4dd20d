package dev.runbook.app.composition;

import dev.runbook.app.view.PlanningLine;
import dev.runbook.app.view.RunView;
import dev.runbook.app.view.Style;
import dev.runbook.app.view.ViewFactory;
import dev.runbook.language.input.Inputs;
import dev.runbook.language.value.Value;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.machine.signal.SignalHook;
import dev.runbook.machine.terminal.PreparedPeople;
import dev.runbook.machine.terminal.TerminalPeople;
import dev.runbook.machine.terminal.TerminalSecrets;
import dev.runbook.machine.terminal.TerminalStreams;
import dev.runbook.machine.terminal.TerminalWidth;
import dev.runbook.machine.terminal.TypedLines;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Clock;
import dev.runbook.port.People;
import dev.runbook.port.SecretPrompt;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Masking;
import dev.runbook.run.report.TextWidth;
import dev.runbook.text.SafeText;
import dev.runbook.text.SafeWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The standard streams and what is known about them. */
public final class Terminal {
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

    public Map<String, String> environment() {
        return environment;
    }

    /** What may not be printed: the secrets that the command knows. */
    public Masking masking() {
        return masking;
    }

    /** Has the secrets among inputs hidden from now on, and gives the inputs as they are. */
    public Map<String, Value> hiding(Map<String, Value> inputs) {
        inputs.values().forEach(value -> {
            if (value instanceof Value.Secret(String name, String content)) {
                masking.hideGiven(name, content);
            }
        });
        return inputs;
    }

    /** The name of this machine. */
    public String host() {
        return Optional.ofNullable(environment.get("HOSTNAME")).orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (IOException e) {
                return "localhost";
            }
        });
    }

    /** What programs inherit. The locale is the operator's own, which the launcher may have changed for Java alone. */
    public Map<String, String> inherited() {
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

    /** Whether a person reads here and can answer. */
    public boolean converses() {
        return streams.input() && streams.output();
    }

    public PrintWriter out() {
        return out;
    }

    /** Prints a file as it is where a program or a file takes it; a terminal gets it safe. */
    public void copy(String text) {
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
    public void say(String line) {
        out.println(SafeText.lines(line));
    }

    /** Says a line for people alone; a terminal gets it broken between words. */
    public void tell(String line) {
        out.println(fitted(SafeText.lines(line), streams.output()));
    }

    /** The same on standard error, of what is wrong. */
    public void warn(String text) {
        err.println(fitted(text, streams.error()));
    }

    /** How wide a line of standard error may be; a file takes any. */
    public int errorColumns() {
        return streams.error() ? WIDTH : Integer.MAX_VALUE;
    }

    private static String fitted(String text, boolean terminal) {
        return terminal
                ? text.lines()
                        .flatMap(line -> TextWidth.hanging(line, WIDTH).stream())
                        .collect(Collectors.joining("\n"))
                : text;
    }

    /** Why standard output took not all that was printed; empty when it did, or when its reader had seen enough. */
    public Optional<String> lost() {
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
            return Optional.of(IoReason.of(e)).filter(why -> !why.contains("broken pipe"));
        }
    }

    public PrintWriter err() {
        return err;
    }

    /**
     * Whoever can be asked: a person who sees the prompt and can type, or nobody.
     *
     * @param taken whether standard output belongs to a program, so that the question must stand elsewhere
     */
    public People people(boolean taken) {
        if (!streams.input() || !(streams.error() || (streams.output() && !taken))) {
            return PreparedPeople.NOBODY;
        }
        boolean here = streams.output() && !taken;
        return new TerminalPeople(here ? out : err, typed, new SystemClock(), user(), !here);
    }

    /** Whoever can be asked for a secret; the prompt goes to standard error, where no report is. */
    public SecretPrompt secrets() {
        return streams.input() && (streams.error() || streams.output())
                ? new TerminalSecrets(streams.error() ? err : out, typed)
                : SecretPrompt.NOBODY;
    }

    /** Who works here on a run. */
    public Entry.OperatorProcess operator(Path folder) {
        return new Entry.OperatorProcess(user(), host(), ProcessHandle.current().pid(), folder.toString());
    }

    /** When, who and where, for people. */
    public String signature(Clock clock) {
        return clock.now().truncatedTo(ChronoUnit.SECONDS) + " by " + user() + " on " + host();
    }

    public String user() {
        return System.getProperty("user.name", "somebody");
    }

    public Style look(boolean noColor) {
        return ViewFactory.look(streams, environment, noColor, charset);
    }

    public RunView.Screen screen(boolean noColor) {
        RunView.Screen screen = ViewFactory.screen(streams, environment, noColor, charset, width);
        if (screen.live()) {
            width.refresh();
            SignalHook.on("WINCH", width::refresh);
        }
        return screen;
    }

    /**
     * Says on standard error what is asked while a plan is made, where a person waits for it here.
     *
     * @param quiet whether what is made is for a program
     */
    public PlanningLine planning(Clock clock, boolean noColor, boolean quiet) {
        boolean seen = !quiet && streams.error();
        return new PlanningLine(err, seen ? screen(noColor) : RunView.Screen.plain(look(noColor)), clock);
    }
}
