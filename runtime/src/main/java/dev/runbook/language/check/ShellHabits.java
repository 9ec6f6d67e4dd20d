package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.source.Span;
import dev.runbook.syntax.Arguments;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.TextPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Warns of what would mean something to a shell, and means nothing here: no command goes through one. */
final class ShellHabits {
    /** Programs that take a command line, or a language of their own with the same signs, as an argument. */
    private static final Set<String> INTERPRETERS = Set.of(
            "sh",
            "bash",
            "zsh",
            "dash",
            "ash",
            "ksh",
            "fish",
            "pwsh",
            "busybox",
            "ssh",
            "su",
            "awk",
            "gawk",
            "jq",
            "yq",
            "perl",
            "ruby",
            "python",
            "python3",
            "node",
            "sed",
            "expr",
            "test",
            "[",
            "envsubst",
            "psql",
            "make");

    private static final Pattern OPERATOR = Pattern.compile(
            "\\d?>>?&?\\d?|<{1,3}|&>>?|\\|&?|\\|\\||&&?|;|\\d?>>?&?[\\w./~-]+|&>>?[\\w./~-]+|<[\\w./~-]+");
    /** A path may have spaces in it, but hardly a part that begins with a dash. */
    private static final Pattern OPTIONS = Pattern.compile("\\S+\\s+(\\S+\\s+)*-.*");

    private static final Pattern INSIDE = Pattern.compile("\\s(\\||\\|\\||&&|;|\\d?>>?|<)(\\s|$)|\\d?>>?\\s*\\S+$");
    private static final Pattern VARIABLE =
            Pattern.compile("(?<![\\\\\\w])\\$(\\{([A-Za-z_]\\w*)\\}|([A-Z_][A-Z0-9_]*)(?!\\w))");
    private static final Pattern COMMAND = Pattern.compile("\\$\\([^)]+\\)|`[^`]+`");
    private static final Pattern GLOB = Pattern.compile("[\\w./~-]*\\*[\\w.*/-]*");
    /** Programs for which a shell would have written out the files: they know nothing of patterns themselves. */
    private static final Set<String> TAKES_FILES = Set.of(
            "ls",
            "rm",
            "cp",
            "mv",
            "cat",
            "chmod",
            "chown",
            "chgrp",
            "ln",
            "touch",
            "rmdir",
            "head",
            "tail",
            "wc",
            "du",
            "stat",
            "gzip",
            "gunzip",
            "sha256sum",
            "md5sum",
            "scp",
            "less",
            "diff",
            "tee",
            "echo");

    private static final Set<String> FILE_OPTIONS = Set.of("-f", "--filename", "--values");
    /** What other languages write for a value in a text. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?<!\\\\)\\$\\{([a-z_]\\w*)\\}|(?<![\\\\\\w])\\$([a-z_]\\w*)|%\\{([a-z_]\\w*)\\}|\\{\\{\\s*([a-z_]\\w*)\\s*\\}\\}");

    private final CheckDiagnostics diagnostics;

    ShellHabits(CheckDiagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The arguments of {@code run}. */
    void command(Arguments written, NameScope scope) {
        List<Expression> arguments = written.positional();
        Optional<String> program = arguments.isEmpty() ? Optional.empty() : ConstantText.of(arguments.getFirst());
        if (program.filter(ShellHabits::interprets).isPresent()
                || arguments.stream().anyMatch(ShellHabits::isCommandOption)) {
            return;
        }
        if (program.isPresent()
                && (new ShellWords(diagnostics).warn(program.get(), arguments) || line(program.get(), arguments))) {
            return;
        }
        for (int i = 1; i < arguments.size(); i++) {
            Optional<String> argument = ConstantText.of(arguments.get(i)).or(literal(arguments.get(i)));
            if (argument.isPresent() && sign(program.orElse(""), arguments, i, argument.get(), scope)) {
                return;
            }
        }
    }

    private static Supplier<Optional<String>> literal(Expression expression) {
        return () -> expression instanceof Expression.Text text
                ? Optional.of(text.parts().stream()
                        .map(part -> part instanceof TextPart.Literal l ? l.value() : "x")
                        .collect(Collectors.joining()))
                : Optional.empty();
    }

    private static boolean interprets(String program) {
        return INTERPRETERS.contains(program.substring(program.lastIndexOf('/') + 1));
    }

    private static boolean isCommandOption(Expression argument) {
        Optional<String> text = ConstantText.of(argument);
        return text.filter(t -> t.equals("-c") || INTERPRETERS.contains(t)).isPresent();
    }

    /** A whole command line where the name of a program stands. */
    private boolean line(String program, List<Expression> arguments) {
        String line = program.strip();
        boolean path = line.startsWith("/") || line.startsWith(".");
        if (!line.contains(" ") || (path && !OPTIONS.matcher(line).matches())) {
            return false;
        }
        boolean shell = INSIDE.matcher(line).find()
                || VARIABLE.matcher(line).find()
                || COMMAND.matcher(line).find();
        diagnostics
                .at(Code.RB0277, arguments.getFirst().span())
                .label("the name of one program")
                .says(
                        "this looks for a program whose name is `" + SourcePlaces.cut(line) + "`",
                        "No command goes through a shell, and so nothing splits it at its spaces.",
                        "Write: " + (shell ? throughShell(line) : asList(words(line), arguments)));
        return true;
    }

    private boolean sign(String program, List<Expression> arguments, int i, String text, NameScope scope) {
        Span at = arguments.get(i).span();
        Matcher variable = VARIABLE.matcher(text);
        String shell = throughShell(arguments.stream().map(ShellHabits::plain).collect(Collectors.joining(" ")));
        if (OPERATOR.matcher(text).matches()) {
            tell(
                    at,
                    "`" + SourcePlaces.cut(text) + "` is handed to " + named(program) + " as it stands",
                    "Only a shell makes a pipe, a file or a second command of it, and no command goes through one.",
                    "Write: " + shell);
        } else if (COMMAND.matcher(text).find()) {
            tell(
                    at,
                    "`" + SourcePlaces.cut(text) + "` is handed to " + named(program) + " as it stands",
                    "Only a shell runs the command inside, and no command goes through one.",
                    "Write: " + shell);
        } else if (variable.find()) {
            String name = variable.group(2) == null ? variable.group(3) : variable.group(2);
            boolean known = scope.find(name) != null;
            tell(
                    at,
                    "`" + variable.group() + "` is handed to " + named(program) + " as it stands",
                    "Only a shell fills in variables, and no command goes through one.",
                    known
                            ? "Write: \"" + text.replace(variable.group(), "#{" + name + "}") + "\""
                            : "Declare it as an input, param :" + name.toLowerCase(Locale.ROOT) + ", and write \""
                                    + text.replace(variable.group(), "#{" + name.toLowerCase(Locale.ROOT) + "}")
                                    + "\"; or write: " + shell);
        } else if (text.startsWith("~/") || text.equals("~")) {
            tell(
                    at,
                    "`" + SourcePlaces.cut(text) + "` is handed to " + named(program) + " as it stands",
                    "Only a shell knows `~` as the home folder, and no command goes through one.",
                    "Write the whole path, or: " + shell);
        } else if (text.contains("*") && GLOB.matcher(text).matches() && takesFiles(program, arguments, i)) {
            tell(
                    at,
                    "`" + SourcePlaces.cut(text) + "` is handed to " + named(program) + " as it stands",
                    "Only a shell writes out the files that a pattern means, and no command goes through one.",
                    "Name the files, or write: " + shell);
        } else {
            return false;
        }
        return true;
    }

    private static boolean takesFiles(String program, List<Expression> arguments, int i) {
        String before = ConstantText.of(arguments.get(i - 1)).orElse("");
        boolean option = before.startsWith("-") && i > 1;
        return FILE_OPTIONS.contains(before)
                || (TAKES_FILES.contains(program.substring(program.lastIndexOf('/') + 1))
                        && !(option && before.startsWith("--")));
    }

    private void tell(Span at, String what, String why, String fix) {
        diagnostics.at(Code.RB0278, at).says(what, why, fix);
    }

    /** A text that people read: a note, a title, a question. */
    void told(Expression expression, NameScope scope) {
        switch (expression) {
            case Expression.Text text ->
                text.parts().stream()
                        .filter(TextPart.Literal.class::isInstance)
                        .map(TextPart.Literal.class::cast)
                        .forEach(part -> placeholder(part.value(), text.span(), scope));
            case Expression.RawText raw -> {
                Matcher hole = Pattern.compile("#\\{([a-z_]\\w*)").matcher(raw.value());
                if (hole.find()) {
                    diagnostics
                            .at(Code.RB0279, raw.span())
                            .says(
                                    "`#{` is not filled in here",
                                    "A text in single quotes is taken as it stands.",
                                    "Write it in double quotes.");
                } else {
                    placeholder(raw.value(), raw.span(), scope);
                }
            }
            default -> {}
        }
    }

    private void placeholder(String text, Span at, NameScope scope) {
        Matcher found = PLACEHOLDER.matcher(text);
        while (found.find()) {
            String name = name(found);
            boolean braces = found.group(1) != null;
            if (braces || scope.find(name) != null) {
                diagnostics
                        .at(Code.RB0279, at)
                        .says(
                                "`" + found.group() + "` is not filled in: people will read it as it stands",
                                "A value goes into a text as #{name}.",
                                "Write `#{" + name + "}`.");
                return;
            }
        }
    }

    private static String name(Matcher found) {
        for (int group = 1; group < found.groupCount(); group++) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        return found.group(found.groupCount());
    }

    private static String named(String program) {
        return program.isEmpty() ? "the program" : "`" + SourcePlaces.cut(program) + "`";
    }

    private static String plain(Expression argument) {
        String text =
                ConstantText.of(argument).orElseGet(() -> "#{" + argument.span().text() + "}");
        return argument instanceof Expression.Text t && ConstantText.of(t).isEmpty()
                ? t.span().text().substring(1, t.span().text().length() - 1)
                : text;
    }

    private static String throughShell(String line) {
        return "run \"sh\", \"-c\", \"" + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String asList(List<String> words, List<Expression> arguments) {
        List<String> all = new ArrayList<>();
        words.forEach(word -> all.add("\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
        arguments.stream().skip(1).forEach(argument -> all.add(argument.span().text()));
        return "run " + String.join(", ", all);
    }

    /** The words of a command line, with quotes taken as a shell takes them. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word =
                Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\"|['\"])+").matcher(line);
        while (word.find()) {
            words.add(word.group().replaceAll("'([^']*)'|\"([^\"]*)\"", "$1$2"));
        }
        return words;
    }
}
