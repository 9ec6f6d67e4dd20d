package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Warns of what a shell does itself, where the name of a program stands, and of commands and their options in one argument. */
record ShellWords(CheckDiagnostics diagnostics) {
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_]\\w*)=(.*)", Pattern.DOTALL);

    /** What each does to the shell that it stands in, and what does the same here. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("cd", "Write whole paths, or both in one shell: run \"sh\", \"-c\", \"cd FOLDER && COMMAND\"."),
            Map.entry("pushd", "Write whole paths."),
            Map.entry("popd", "Write whole paths."),
            Map.entry(
                    "export",
                    "Give the variable to the program that needs it: run \"PROGRAM\", env: { NAME: \"value\" }."),
            Map.entry("unset", "A program has only the variables that env: and your own shell give it."),
            Map.entry("source", "Write both in one shell: run \"bash\", \"-c\", \"source FILE && COMMAND\"."),
            Map.entry(".", "Write both in one shell: run \"sh\", \"-c\", \". FILE && COMMAND\"."),
            Map.entry("set", "Write: run \"sh\", \"-c\", \"set -eu; COMMAND\"."),
            Map.entry("alias", "Write the command itself."),
            Map.entry("umask", "Write both in one shell: run \"sh\", \"-c\", \"umask 077; COMMAND\"."),
            Map.entry("ulimit", "Write both in one shell: run \"sh\", \"-c\", \"ulimit -n 4096; COMMAND\"."),
            Map.entry("exit", "Write fail \"why\", or finish \"why\" where all is well."));

    /** Programs whose first argument is a command of theirs. */
    private static final Set<String> TAKES_COMMANDS = Set.of(
            "kubectl",
            "oc",
            "helm",
            "docker",
            "podman",
            "git",
            "systemctl",
            "apt",
            "apt-get",
            "gh",
            "aws",
            "gcloud",
            "az",
            "terraform",
            "tofu",
            "npm",
            "yarn",
            "flux",
            "argocd");

    private static final Pattern COMMAND_LINE = Pattern.compile("-{0,2}[a-z][\\w-]*(\\s+[\\w./:=-]+)+");

    /** Whether it had something to say of the program and its first argument. */
    boolean warn(String program, List<Expression> arguments) {
        return assigns(program, arguments) || isOfShell(program, arguments) || isJoined(program, arguments);
    }

    private boolean assigns(String program, List<Expression> arguments) {
        Matcher assignment = ASSIGNMENT.matcher(program);
        if (!assignment.matches()) {
            return false;
        }
        String rest = arguments.size() == 1
                ? "\"PROGRAM\""
                : arguments.stream().skip(1).map(a -> a.span().text()).collect(Collectors.joining(", "));
        diagnostics
                .at(Code.RB0278, arguments.getFirst().span())
                .says(
                        "this looks for a program whose name is `" + SourcePlaces.cut(program) + "`",
                        "Only a shell makes a variable of it, and no command goes through one.",
                        "Write: run " + rest + ", env: { " + assignment.group(1) + ": \"" + assignment.group(2)
                                + "\" }");
        return true;
    }

    private boolean isOfShell(String program, List<Expression> arguments) {
        Optional<String> instead = Optional.ofNullable(WORDS.get(program));
        instead.ifPresent(fix -> diagnostics
                .at(Code.RB0278, arguments.getFirst().span())
                .says(
                        "`" + program + "` is a word of the shell, not a program",
                        "It changes the shell that it runs in, and no command goes through one.",
                        fix));
        return instead.isPresent();
    }

    private boolean isJoined(String program, List<Expression> arguments) {
        if (arguments.size() < 2 || !TAKES_COMMANDS.contains(program.substring(program.lastIndexOf('/') + 1))) {
            return false;
        }
        Optional<String> joined = ConstantText.of(arguments.get(1))
                .map(String::strip)
                .filter(text -> COMMAND_LINE.matcher(text).matches());
        joined.ifPresent(line -> {
            List<String> words = new ArrayList<>();
            words.add(arguments.getFirst().span().text());
            for (String word : line.split("\\s+", -1)) {
                words.add('"' + word + '"');
            }
            arguments.stream()
                    .skip(2)
                    .forEach(argument -> words.add(argument.span().text()));
            diagnostics
                    .at(Code.RB0277, arguments.get(1).span())
                    .label("one argument")
                    .says(
                            "`" + SourcePlaces.cut(line) + "` is one argument of `" + program + "`",
                            "No command goes through a shell, and so nothing splits it at its spaces.",
                            "Write: run " + String.join(", ", words));
        });
        return joined.isPresent();
    }
}
