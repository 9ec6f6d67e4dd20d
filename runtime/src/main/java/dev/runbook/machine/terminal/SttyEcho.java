package dev.runbook.machine.terminal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The echo of the terminal that this program was started from, by way of {@code stty}. Java's own console reads ahead,
 * and what it has read is lost for the questions that come later; and it wants standard output to be a terminal too.
 */
final class SttyEcho implements TerminalEcho {
    private static final File TERMINAL = new File("/dev/tty");

    @Override
    public Silence off() throws NoTerminal {
        String before = stty("-g")
                .map(String::strip)
                .filter(state -> !state.isEmpty())
                .orElseThrow(() -> new NoTerminal("stty does not say how the terminal is set"));
        // Ctrl-C ends this program in the middle of a question, and a shell without echo is no use to anybody.
        Thread last = new Thread(() -> stty(before), "echo on");
        Runtime.getRuntime().addShutdownHook(last);
        if (stty("-echo").isEmpty()) {
            Runtime.getRuntime().removeShutdownHook(last);
            throw new NoTerminal("stty cannot turn the echo off");
        }
        return () -> {
            stty(before);
            try {
                Runtime.getRuntime().removeShutdownHook(last);
            } catch (IllegalStateException ending) {
                // The program is ending already, and does the same once more.
                return;
            }
        };
    }

    /** What stty says; empty when it could not do it. */
    private static Optional<String> stty(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectInput(TERMINAL).redirectError(ProcessBuilder.Redirect.DISCARD);
            // It needs none of it, and there may be secrets in it.
            builder.environment().clear();
            Process stty = builder.start();
            try (InputStream out = stty.getInputStream()) {
                String said = new String(out.readAllBytes(), StandardCharsets.US_ASCII);
                return stty.waitFor() == 0 ? Optional.of(said) : Optional.empty();
            }
        } catch (IOException noTerminal) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
