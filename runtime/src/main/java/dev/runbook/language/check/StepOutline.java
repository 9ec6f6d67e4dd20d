package dev.runbook.language.check;

import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of a runbook as overlays address them. */
final class StepOutline {
    static final String SEPARATOR = " > ";

    private final List<StepEntry> entries = new ArrayList<>();
    private final Map<String, List<StepEntry>> byName = new LinkedHashMap<>();

    /**
     * A step.
     *
     * @param path the names of the steps and procedures around it, and its own
     * @param around the steps around it, the outermost first
     */
    record StepEntry(Statement.Step step, List<String> path, List<Statement.Step> around) {
        String address() {
            return String.join(SEPARATOR, path);
        }
    }

    static StepOutline of(List<Statement> body, Iterable<Statement.Procedure> procedures) {
        StepOutline outline = new StepOutline();
        outline.collect(body, List.of(), List.of());
        procedures.forEach(p -> outline.collect(p.block(), List.of(p.name().text()), List.of()));
        return outline;
    }

    /** The part of an address that is a step's own: its id, or its title as written. */
    static String name(Statement.Step step) {
        return id(step).or(() -> ConstantText.of(step.title()))
                .orElseGet(() -> written(step.title().span()));
    }

    static Optional<String> id(Statement.Step step) {
        return step.options().stream()
                .filter(option -> option.name().text().equals("id"))
                .findFirst()
                .flatMap(option -> ConstantText.of(option.value()));
    }

    /** The text of a title with holes, without its quotes. */
    private static String written(Span span) {
        String text = span.text();
        return text.length() > 1 && text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }

    /** The steps that an address can mean: by title or id, or by a path that ends so. */
    List<StepEntry> find(String address) {
        List<StepEntry> whole = byName.getOrDefault(address, List.of());
        if (!whole.isEmpty()) {
            return whole;
        }
        List<String> path =
                Arrays.stream(address.split(">", -1)).map(String::strip).toList();
        List<StepEntry> found = byName.getOrDefault(path.getLast(), List.of()).stream()
                .filter(entry -> endsWith(entry.path(), path))
                .toList();
        // A path from the top names one step even when a longer one ends the same way.
        List<StepEntry> exact =
                found.stream().filter(e -> e.path().size() == path.size()).toList();
        return exact.size() == 1 ? exact : found;
    }

    /** Every step, in the order of the text. */
    List<StepEntry> entries() {
        return List.copyOf(entries);
    }

    /** Every address, in the order of the text. */
    List<String> addresses() {
        return entries.stream().map(StepEntry::address).toList();
    }

    /** What an address may begin to look like: titles, ids and whole paths. */
    List<String> names() {
        List<String> names = new ArrayList<>(byName.keySet());
        entries.stream()
                .filter(e -> e.path().size() > 1)
                .map(StepEntry::address)
                .forEach(names::add);
        return names;
    }

    private static boolean endsWith(List<String> path, List<String> end) {
        return path.size() >= end.size()
                && path.subList(path.size() - end.size(), path.size()).equals(end);
    }

    private void collect(List<Statement> statements, List<String> path, List<Statement.Step> around) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Step step) {
                add(step, path, around);
            } else {
                NestedStatements.of(statement).forEach(inner -> collect(inner, path, around));
            }
        }
    }

    private void collect(Block block, List<String> path, List<Statement.Step> around) {
        NestedStatements.of(block).forEach(inner -> collect(inner, path, around));
    }

    private void add(Statement.Step step, List<String> path, List<Statement.Step> around) {
        List<String> own = new ArrayList<>(path);
        own.add(name(step));
        StepEntry entry = new StepEntry(step, List.copyOf(own), around);
        entries.add(entry);
        byName.computeIfAbsent(name(step), n -> new ArrayList<>()).add(entry);
        ConstantText.of(step.title())
                .filter(title -> !title.equals(name(step)))
                .ifPresent(title ->
                        byName.computeIfAbsent(title, n -> new ArrayList<>()).add(entry));
        List<Statement.Step> inside = new ArrayList<>(around);
        inside.add(step);
        collect(step.block(), entry.path(), List.copyOf(inside));
    }
}
