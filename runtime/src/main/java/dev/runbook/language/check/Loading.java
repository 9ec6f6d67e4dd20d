package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.parse.ParseResult;
import dev.runbook.parse.RunbookParser;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a runbook and every file that it names; each file counts once. */
final class Loading {
    private final Loader loader;
    private final CheckDiagnostics diagnostics;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    /** The files that are being read, from the one that was asked for down, each with the statement that named it. */
    private final Map<String, Optional<Span>> open = new LinkedHashMap<>();

    private final Map<String, Span> included = new LinkedHashMap<>();

    Loading(Loader loader, CheckDiagnostics diagnostics) {
        this.loader = loader;
        this.diagnostics = diagnostics;
    }

    /** Every file that was read, the one that was asked for first. */
    List<Source> sources() {
        return List.copyOf(sources.values());
    }

    boolean includes(Source source) {
        return included.containsKey(source.name());
    }

    /** The overlay chain, the file that was asked for first and the base last. */
    List<Layer> layers(Source main) {
        List<Layer> layers = new ArrayList<>();
        Optional<Source> next = Optional.of(main);
        Optional<Span> namedBy = Optional.empty();
        while (next.isPresent()) {
            Source source = next.get();
            open.put(source.name(), namedBy);
            Optional<Layer> layer = layer(source);
            layer.ifPresent(layers::add);
            Optional<Statement.Extends> base = layer.flatMap(Layer::base);
            namedBy = base.map(Statement.Extends::span);
            next = base.flatMap(b -> find(source, b.path(), b.span(), "extends"));
        }
        return layers;
    }

    private Optional<Layer> layer(Source source) {
        return parse(source).map(statements -> {
            String title = title(source, statements);
            Optional<Statement.Extends> base = Optional.empty();
            List<Statement> rest = new ArrayList<>(statements.size());
            for (Statement statement : statements) {
                if (statement instanceof Statement.Extends here) {
                    if (base.isPresent()) {
                        diagnostics
                                .at(Code.RB0211, here.span())
                                .and(base.get().span(), "the first is here")
                                .says(
                                        "a runbook extends one file",
                                        "With two bases nobody could say which step an address means.",
                                        "Let the first base extend the second, or include one of them.");
                    } else {
                        base = Optional.of(here);
                    }
                } else if (statement instanceof Statement.Include include) {
                    rest.addAll(include(source, include));
                } else if (!(statement instanceof Statement.Title)) {
                    rest.add(statement);
                }
            }
            return new Layer(source, title, base, rest);
        });
    }

    private Optional<List<Statement>> parse(Source source) {
        sources.put(source.name(), source);
        return switch (RunbookParser.parse(source)) {
            case ParseResult.Tree tree -> Optional.of(tree.tree().statements());
            case ParseResult.Broken(List<Diagnostic> mistakes, Optional<ParseResult.Rest> rest) -> {
                diagnostics.addAll(mistakes);
                rest.ifPresentOrElse(diagnostics.unchecked()::add, diagnostics.unchecked()::addMissingFile);
                yield rest.map(r -> r.tree().statements());
            }
        };
    }

    private String title(Source source, List<Statement> statements) {
        Optional<Statement.Title> found = statements.stream()
                .filter(Statement.Title.class::isInstance)
                .map(Statement.Title.class::cast)
                .findFirst();
        boolean perhapsTitled = (!statements.isEmpty() && statements.getFirst() instanceof Statement.Unreadable)
                || statements.stream()
                        .findFirst()
                        .flatMap(Misspelled::word)
                        .filter("runbook"::equals)
                        .isPresent()
                || diagnostics.unchecked().of("runbook");
        if (perhapsTitled) {
            return found.flatMap(title -> ConstantText.of(title.title())).orElse("");
        }
        if (found.isEmpty()) {
            Span start = statements.isEmpty()
                    ? source.span(0, 0)
                    : firstWord(statements.getFirst().span());
            diagnostics
                    .at(Code.RB0201, start)
                    .label("`runbook` comes before this")
                    .says(
                            "the runbook has no title",
                            "Plans, journals and reports are named by it.",
                            "Begin the file with: runbook \"What it does\"");
            return "";
        }
        statements.stream()
                .filter(Statement.Title.class::isInstance)
                .skip(1)
                .forEach(second -> diagnostics
                        .at(Code.RB0201, second.span())
                        .and(found.get().span(), "the first is here")
                        .says(
                                "a runbook has one title",
                                "It is what the file is called everywhere.",
                                "Remove this one."));
        if (!(statements.getFirst() instanceof Statement.Title)) {
            diagnostics
                    .at(Code.RB0201, found.get().span())
                    .and(firstWord(statements.getFirst().span()), "this comes before it")
                    .says(
                            "the title is not the first statement",
                            "A reader wants to know what the file is before anything else.",
                            "Move the line with `runbook` to the top.");
        }
        Optional<String> title = ConstantText.require(found.get().title(), "the title of a runbook", diagnostics);
        if (title.filter(String::isBlank).isPresent()) {
            diagnostics
                    .at(Code.RB0237, found.get().title().span())
                    .says(
                            "the title of a runbook cannot be empty",
                            "Plans, journals and reports are named by it.",
                            "Say in a few words what the runbook does.");
        }
        return title.orElse("");
    }

    private List<Statement> include(Source from, Statement.Include include) {
        Optional<Source> found = find(from, include.path(), include.span(), "include");
        if (found.isEmpty()) {
            return List.of();
        }
        Source source = found.get();
        Span before = included.putIfAbsent(source.name(), include.span());
        if (before != null) {
            diagnostics
                    .at(Code.RB0204, include.span())
                    .and(before, "it is included here already")
                    .says(
                            "`" + source.name() + "` is included twice",
                            "Each of its steps and procedures would be there twice.",
                            "Remove one of the two lines.");
            return List.of();
        }
        open.put(source.name(), Optional.of(include.span()));
        List<Statement> spliced = new ArrayList<>();
        for (Statement statement : parse(source).orElse(List.of())) {
            if (statement instanceof Statement.Include inner) {
                spliced.addAll(include(source, inner));
            } else if (statement instanceof Statement.Extends base) {
                diagnostics
                        .at(Code.RB0211, base.span())
                        .and(include.span(), "it is included here")
                        .says(
                                "an included file cannot extend another",
                                "It is spliced into a runbook that may have a base of its own.",
                                "Move `extends` to the runbook itself.");
            } else if (!(statement instanceof Statement.Title)) {
                spliced.add(statement);
            }
        }
        open.remove(source.name());
        return spliced;
    }

    private Optional<Source> find(Source from, Expression path, Span span, String verb) {
        Optional<String> written = ConstantText.require(path, "the file of `" + verb + "`", diagnostics);
        if (written.isEmpty()) {
            diagnostics.unchecked().addMissingFile();
            return Optional.empty();
        }
        return switch (loader.load(from, written.get())) {
            case Loader.Loaded.Found(Source source)
            when open.containsKey(source.name()) -> {
                circle(source, span, verb);
                diagnostics.unchecked().addMissingFile();
                yield Optional.empty();
            }
            case Loader.Loaded.Found(Source source) ->
                // The same file by another way is the same source, so that its spans are equal.
                Optional.of(sources.getOrDefault(source.name(), source));
            case Loader.Loaded.NotFound(String why, List<String> others) -> {
                diagnostics.unchecked().addMissingFile();
                diagnostics
                        .at(Code.RB0202, path.span())
                        .says(
                                "cannot read `" + written.get() + "`: " + why,
                                "`" + verb + "` takes a path relative to " + from.name()
                                        + ", or the name of a shipped runbook.",
                                diagnostics.didYouMean(written.get(), others, "There are"));
                yield Optional.empty();
            }
        };
    }

    private void circle(Source again, Span span, String verb) {
        CheckDiagnostics.DiagnosticBuilder finding =
                diagnostics.at(Code.RB0203, span).label("and this leads back to " + again.name());
        List<String> names = List.copyOf(open.keySet());
        List<String> round = names.subList(names.indexOf(again.name()), names.size());
        round.forEach(name -> {
            Optional<Span> by = open.getOrDefault(name, Optional.empty());
            if (!name.equals(again.name())) {
                by.ifPresent(place -> finding.and(place, "this needs " + name));
            }
        });
        finding.says(
                String.join(" needs ", round) + " needs " + again.name(),
                "Files that need each other have no beginning.",
                "Remove this `" + verb + "`, or move what both need to a third file.");
    }

    private static Span firstWord(Span span) {
        String text = span.source().text();
        int end = span.start();
        while (end < span.end() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return span.source().span(span.start(), end);
    }
}
