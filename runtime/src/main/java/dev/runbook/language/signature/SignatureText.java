package dev.runbook.language.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws signatures for people: a line for a list, and a page for {@code runbook explain}. */
public final class SignatureText {
    private static final int WIDTH = 80;

    private SignatureText() {}

    /** How it is written: {@code helm.rollback release, [revision], wait: boolean}. */
    public static String usage(Signature signature) {
        String arguments = String.join(", ", argumentsOf(signature));
        boolean statement = signature.role() == Signature.Role.ACTION;
        String name =
                signature.receiver().isPresent() ? receiverOf(signature) + "." + signature.name() : signature.name();
        String call = arguments.isEmpty() ? name : statement ? name + " " + arguments : name + "(" + arguments + ")";
        return call
                + switch (signature.name()) {
                    case "step" -> " do … end";
                    case "wait" -> " until condition";
                    default -> "";
                };
    }

    /** The first sentence of what it does. */
    public static String summary(Signature signature) {
        String about = signature.about();
        int end = about.indexOf(". ");
        return end < 0 ? about : about.substring(0, end + 1);
    }

    /** The whole page. */
    public static String page(Signature signature) {
        List<String> lines = new ArrayList<>(wrap(usage(signature), ", ", "    "));
        lines.add("");
        lines.addAll(wrap(signature.about(), " ", ""));
        section(
                lines,
                "Arguments",
                Stream.concat(signature.positional().stream(), signature.rest().stream())
                        .toList());
        section(lines, "Options", signature.options());
        lines.add("");
        lines.add("Effect:  " + effect(signature));
        if (signature.role() != Signature.Role.ACTION) {
            lines.add("Gives:   " + signature.result().title());
        }
        facets("Reads:   ", signature.reads()).ifPresent(lines::add);
        facets("Changes: ", signature.writes()).ifPresent(lines::add);
        if (!signature.example().isEmpty()) {
            lines.add("");
            lines.add("Example:");
            signature.example().lines().forEach(line -> lines.add("  " + line));
        }
        return String.join("\n", lines) + "\n";
    }

    /** What it does to the world, in words. */
    public static String effect(Signature signature) {
        return switch (signature.effect()) {
            case READS -> "changes nothing";
            case REPEATABLE -> "changes something; doing it twice is as good as once";
            case ONCE -> "changes something; must not be done twice unknowingly";
            case DESTRUCTIVE -> "removes something";
        };
    }

    private static String receiverOf(Signature signature) {
        return signature
                .receiver()
                .map(type -> type instanceof Type.ListOf
                        ? "list"
                        : type.title().toLowerCase(Locale.ROOT).replace(' ', '_'))
                .orElse("");
    }

    private static List<String> argumentsOf(Signature signature) {
        List<String> written = new ArrayList<>();
        signature.positional().forEach(p -> written.add(p.required() ? p.name() : "[" + p.name() + "]"));
        signature.rest().ifPresent(p -> written.add("[" + p.name() + ", …]"));
        signature
                .options()
                .forEach(o -> written.add(
                        o.required() ? o.name() + ": " + typeOf(o) : "[" + o.name() + ": " + typeOf(o) + "]"));
        return written;
    }

    private static void section(List<String> lines, String title, List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(title + ":");
        int name = parameters.stream().mapToInt(p -> p.name().length()).max().orElse(0);
        int type = parameters.stream()
                .mapToInt(p -> p.type().title().length())
                .max()
                .orElse(0);
        for (Parameter parameter : parameters) {
            String head = ("  %-" + name + "s  %-" + type + "s  ")
                    .formatted(parameter.name(), parameter.type().title());
            lines.addAll(wrap(
                    choices(parameter) + parameter.about() + (parameter.required() ? " (required)" : ""),
                    " ",
                    "",
                    head));
        }
    }

    private static String choices(Parameter parameter) {
        return parameter.oneOf().isEmpty()
                ? ""
                : typeOf(parameter).replaceFirst(" \\|([^|]*)$", " or$1").replace(" |", ",") + ". ";
    }

    private static String typeOf(Parameter parameter) {
        return parameter.oneOf().isEmpty()
                ? parameter.type().title()
                : parameter.oneOf().stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(" | "));
    }

    private static Optional<String> facets(String title, Set<Facet> facets) {
        return facets.isEmpty()
                ? Optional.empty()
                : Optional.of(title
                        + facets.stream()
                                .sorted()
                                .map(f -> f.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
    }

    private static List<String> wrap(String text, String separator, String indent) {
        return wrap(text, separator, indent, "");
    }

    /** Breaks after separators; the first line begins with a head, and the others stand below what follows it. */
    private static List<String> wrap(String text, String separator, String indent, String head) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(head);
        boolean fresh = true;
        String[] words = text.split(java.util.regex.Pattern.quote(separator), -1);
        for (int i = 0; i < words.length; i++) {
            String word = words[i] + (i + 1 < words.length ? separator.stripTrailing() : "");
            if (!fresh && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(head.length()) + indent);
                fresh = true;
            }
            line.append(fresh ? "" : " ").append(word);
            fresh = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
