package dev.runbook.app.cli;

import dev.runbook.diagnostic.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in a few lines: a page of help would push it off the screen. */
final class UsageError {
    private UsageError() {}

    static List<String> lines(ParameterException e) {
        List<String> lines = new ArrayList<>();
        lines.add("error: " + what(e));
        meant(e).ifPresent(name -> lines.add("  Did you mean " + name + "?"));
        String command = e.getCommandLine().getCommandName();
        lines.add("  See: runbook help" + (command.equals("runbook") ? "" : " " + command));
        return lines;
    }

    private static String what(ParameterException e) {
        String command = e.getCommandLine().getCommandName();
        if (e instanceof UnmatchedArgumentException unmatched
                && command.equals("runbook")
                && !unmatched.getUnmatched().isEmpty()
                && !unmatched.getUnmatched().getFirst().startsWith("-")) {
            return "there is no command " + unmatched.getUnmatched().getFirst();
        }
        String message = String.valueOf(e.getMessage());
        return Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    private static Optional<String> meant(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Optional.empty();
        }
        String written = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
        CommandLine command = e.getCommandLine();
        List<String> known = written.startsWith("-")
                // Of one letter, any other letter is as near.
                ? command.getCommandSpec().optionsMap().keySet().stream()
                        .filter(option -> option.startsWith("--"))
                        .toList()
                : List.copyOf(command.getSubcommands().keySet());
        return Suggestion.nearest(written, known)
                .or(() -> written.matches(".*\\.(rb|runbook)")
                        ? Optional.of("runbook exec " + written)
                        : Optional.empty());
    }
}
