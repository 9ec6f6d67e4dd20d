package dev.runbook.adapter.terminal;

import dev.runbook.view.Look;
import dev.runbook.view.RunView;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Which of our streams are at a terminal.
 *
 * @param input whether somebody can type
 * @param output whether what we print is seen at once
 * @param error whether what we print to standard error is
 */
public record TerminalStreams(boolean input, boolean output, boolean error) {
    public static TerminalStreams find() {
        return new TerminalStreams(isTerminal(0), isTerminal(1), isTerminal(2));
    }

    private static boolean isTerminal(int descriptor) {
        try {
            // Java itself can only say whether both streams are terminals at once.
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException notLinux) {
            return console().isPresent();
        }
    }

    /** The console, when both streams are at a terminal. */
    @SuppressWarnings("SystemConsoleNull") // the null check next door and Error Prone do not agree on it
    static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    /**
     * How a run is shown here.
     *
     * @param environment ours: TERM and NO_COLOR count
     * @param noColor whether the operator asked for no colour
     * @param charset of standard output
     * @param columns how wide the terminal is
     */
    public RunView.Screen screen(
            Map<String, String> environment, boolean noColor, Charset charset, IntSupplier columns) {
        Look look = look(environment, noColor, charset);
        boolean dumb = isDumb(environment);
        return output && !dumb ? new RunView.Screen(true, look, columns) : RunView.Screen.plain(look);
    }

    /** Colours and marks that fit here. */
    public Look look(Map<String, String> environment, boolean noColor, Charset charset) {
        boolean colour = output
                && !isDumb(environment)
                && !noColor
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Look(colour, charset.newEncoder().canEncode("✓✗■…"));
    }

    private static boolean isDumb(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        return term.isEmpty() || term.equals("dumb");
    }
}
