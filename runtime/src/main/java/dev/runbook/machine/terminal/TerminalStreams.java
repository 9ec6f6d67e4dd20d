package dev.runbook.machine.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
}
