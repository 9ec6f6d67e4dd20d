package dev.runbook.app.rehearse;

import dev.runbook.port.Processes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do where helm lacks a chart only because a rehearsal asks no server. */
final class MissingChart {
    private static final Pattern NOT_FOUND =
            Pattern.compile("chart \"(?<chart>[^\"]+)\"[^\n]* not found in [^\n]*|repo (?<repo>\\S+) not found");
    private static final String VERSION = "--version=";

    private MissingChart() {}

    /** The end of a helm that a rehearsal does not start, since it would ask a registry; empty where it would not. */
    static Optional<String> registry(List<String> arguments) {
        return arguments.stream()
                .filter(ChartPaths::isRegistry)
                .findFirst()
                .map(address -> "Error: a rehearsal asks no registry. First: helm pull " + address + version(arguments)
                        + ", then rehearse with the path of the archive as chart");
    }

    /** How helm ended, with what to fetch first where it found no chart. */
    static Processes.Result told(List<String> arguments, Processes.Result result) {
        Matcher missing = NOT_FOUND.matcher(result.err());
        if (result.ok() || !missing.find()) {
            return result;
        }
        String name = missing.group("chart");
        String repository = missing.group("repo");
        String chart = arguments.stream()
                .filter(one -> name == null ? one.startsWith(repository + "/") : one.endsWith("/" + name))
                .findFirst()
                .orElse(name == null ? repository : name);
        String hint =
                ". A rehearsal has only the charts of this machine. First: helm pull " + chart + version(arguments);
        return new Processes.Result(
                result.end(),
                result.exitCode(),
                result.out(),
                missing.replaceFirst(Matcher.quoteReplacement(missing.group() + hint)),
                result.took());
    }

    private static String version(List<String> arguments) {
        return arguments.stream()
                .filter(one -> one.startsWith(VERSION))
                .map(one -> " --version " + one.substring(VERSION.length()))
                .findFirst()
                .orElse("");
    }
}
