package dev.runbook.run.report;

import dev.runbook.text.UnsafeCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Writes an argument list as a command line that a shell would read back as the same list. */
public final class CommandText {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");

    private static final int LONGEST = 2000;

    private CommandText() {}

    public static String of(List<String> arguments) {
        return String.join(" ", arguments.stream().map(CommandText::quote).toList());
    }

    /** One argument, in quotes where a shell would need them. */
    public static String quote(String argument) {
        if (PLAIN.matcher(argument).matches()) {
            return argument;
        }
        // Control characters would act on the terminal: the $'…' form shows them and can still be pasted.
        if (UnsafeCharacters.anyIn(argument)) {
            StringBuilder text = new StringBuilder("$'");
            argument.codePoints().forEach(c -> text.append(dollarQuoted(c)));
            return text.append('\'').toString();
        }
        return "'" + argument.replace("'", "'\\''") + "'";
    }

    private static String dollarQuoted(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            case '\\' -> "\\\\";
            case '\'' -> "\\'";
            default ->
                !UnsafeCharacters.contains(c)
                        ? Character.toString(c)
                        : c < 0x80
                                ? "\\x%02x".formatted(c)
                                : c > 0xffff ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c);
        };
    }

    /**
     * The command line broken into lines of about that many columns; each but the last ends with a backslash. An option
     * and its value stay together where they can. It is for reading: the middle of an endless argument is left out.
     */
    public static List<String> lines(List<String> arguments, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String group : groups(arguments)) {
            if (!line.isEmpty() && TextWidth.width(line.toString()) + 1 + TextWidth.width(group) + 2 > columns) {
                lines.add(line.append(" \\").toString());
                line = new StringBuilder("    ");
            }
            line.append(line.toString().isBlank() ? "" : " ").append(group);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String shown(String argument) {
        if (argument.length() <= LONGEST) {
            return quote(argument);
        }
        int end = argument.offsetByCodePoints(0, LONGEST / 10);
        return quote(argument.substring(0, end)) + "… (" + argument.length() + " characters)";
    }

    private static List<String> groups(List<String> arguments) {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String group = shown(arguments.get(i));
            boolean option =
                    arguments.get(i).startsWith("--") && !arguments.get(i).contains("=");
            if (option && i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-")) {
                group += " " + shown(arguments.get(++i));
            }
            groups.add(group);
        }
        return groups;
    }
}
