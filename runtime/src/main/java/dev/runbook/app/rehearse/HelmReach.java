package dev.runbook.app.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which files a command of helm's names, and whether it would reach out of a rehearsal. */
final class HelmReach {
    /** What points helm at another cluster (its context is one of the embedded one's), at other lists of repositories, at a program, or at a folder to write into. */
    private static final List<String> ELSEWHERE = List.of(
            "--kubeconfig",
            "--kube-apiserver",
            "--kube-token",
            "--kube-as-",
            "--kube-ca-file",
            "--kube-tls-",
            "--kube-insecure-",
            "--repository-config",
            "--repository-cache",
            "--registry-config",
            "--post-renderer",
            "--output-dir",
            "--dependency-update");

    /** What writes beside charts, or into helm's own folders. */
    private static final Set<String> WRITING = Set.of(
            "dependency", "dependencies", "dep", "pull", "fetch", "package", "create", "plugin", "push", "registry");

    private static final Set<String> OF_CHARTS =
            Set.of("install", "upgrade", "template", "show", "inspect", "lint", "verify");

    /** Options of files, and those of other values that a command may have behind a space. */
    private static final Set<String> FILES =
            Set.of("--values", "-f", "--ca-file", "--cert-file", "--key-file", "--keyring", "--passphrase-file");

    private static final Set<String> VALUES = Set.of(
            "--namespace",
            "-n",
            "--version",
            "--timeout",
            "--set",
            "--set-string",
            "--set-json",
            "--repo",
            "--description",
            "--kube-context",
            "--history-max",
            "--output",
            "-o",
            "--set-file",
            "--set-literal");

    private HelmReach() {}

    /** Why a command is not run in a rehearsal; empty where it may be. */
    static Optional<String> outside(List<String> command) {
        String verb = command.size() > 1 ? command.get(1) : "";
        boolean indexes =
                command.size() > 2 && verb.equals("repo") && command.get(2).equals("index");
        if (WRITING.contains(verb) || indexes) {
            return Optional.of("Error: a rehearsal does not run helm " + verb
                    + ", which writes outside of it: do that before, beside the runbook");
        }
        return command.stream()
                .flatMap(argument -> ELSEWHERE.stream().filter(argument::startsWith))
                .findFirst()
                .map(option -> "Error: a rehearsal does not run helm with " + option + ", which leads out of it");
    }

    /** A command that names the files as a program can see them: those of options and the chart, and no other word. */
    static List<String> withFiles(List<String> command, ProgramFiles files) {
        List<String> seen = new ArrayList<>();
        int chart = chart(command);
        for (int i = 0; i < command.size(); i++) {
            String argument = command.get(i);
            int equals = argument.indexOf('=');
            boolean behind = i > 0 && FILES.contains(command.get(i - 1));
            boolean within = equals > 0 && FILES.contains(argument.substring(0, equals));
            seen.add(behind || within || i == chart ? files.seen(argument) : argument);
        }
        return seen;
    }

    /** Where the chart stands: it is the last word that is no option; -1 where there is none. */
    private static int chart(List<String> command) {
        int last = -1;
        if (command.size() > 1 && OF_CHARTS.contains(command.get(1))) {
            for (int i = 2; i < command.size(); i++) {
                boolean value = FILES.contains(command.get(i - 1)) || VALUES.contains(command.get(i - 1));
                if (!command.get(i).startsWith("-") && !value) {
                    last = i;
                }
            }
        }
        return last;
    }
}
