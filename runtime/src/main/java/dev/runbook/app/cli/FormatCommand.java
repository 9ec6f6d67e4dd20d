package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.library.Library;
import dev.runbook.app.view.UnifiedDiff;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.format.Formatter;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.parse.DecodeResult;
import dev.runbook.parse.ParseResult;
import dev.runbook.parse.RunbookParser;
import dev.runbook.run.report.ExitCode;
import dev.runbook.source.Source;
import dev.runbook.syntax.SyntaxTree;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code runbook fmt}. */
@Command(
        name = "fmt",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        header = {
            "Format runbooks in the standard layout.",
            "",
            "Examples:",
            "  runbook fmt my-edition.rb",
            "  runbook fmt --diff my-edition.rb               show, and change nothing",
            "  runbook fmt --check *.rb                       for CI",
            ""
        })
final class FormatCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Runbooks, by their paths.")
    List<Path> files = List.of();

    @Option(names = "--check", description = "Change nothing; name the files that would change, and exit with 1.")
    boolean check;

    @Option(names = "--diff", description = "Change nothing; show what would change, as diff -u does.")
    boolean diff;

    @Override
    public Integer call() {
        boolean different = false;
        boolean broken = false;
        for (Path file : files) {
            Optional<Source> source = source(file);
            Optional<String> formatted = source.flatMap(this::formatted);
            if (formatted.isEmpty()) {
                broken = true;
            } else if (!formatted.get().equals(source.orElseThrow().text())) {
                different = true;
                show(file, source.orElseThrow().text(), formatted.get());
            }
        }
        if (broken) {
            return ExitCode.INVALID.number();
        }
        return check && different ? ExitCode.FAILED.number() : 0;
    }

    private void show(Path file, String before, String after) {
        if (diff) {
            UnifiedDiff.of(file.toString(), before, after).forEach(line -> main.terminal.copy(line + "\n"));
            return;
        }
        if (!check) {
            RewrittenFile.write(file, after);
        }
        main.terminal.say(file.toString());
    }

    private Optional<Source> source(Path file) {
        try {
            Library.refuseLinkOut(file);
            return switch (RunbookParser.decode(file.toString(), Files.readAllBytes(file))) {
                case DecodeResult.Valid(Source text) -> Optional.of(text);
                case DecodeResult.NotText(List<Diagnostic> diagnostics) -> wrong(diagnostics);
            };
        } catch (IOException e) {
            throw new CommandExit(
                    ExitCode.INVALID, "error: " + FileName.of(file.toString()) + " cannot be read: " + IoReason.of(e));
        }
    }

    private Optional<String> formatted(Source source) {
        return switch (RunbookParser.parse(source)) {
            case ParseResult.Tree(SyntaxTree tree) ->
                Formatter.formatSafely(tree).or(() -> leftAlone(source));
            case ParseResult.Broken(List<Diagnostic> diagnostics, var _) -> wrong(diagnostics);
        };
    }

    private Optional<String> leftAlone(Source source) {
        main.terminal.warn("error: " + source.name()
                + " is left as it is: in the standard layout it would not read as the same"
                + " runbook with the same comments. Move the comments that are inside a statement to lines of"
                + " their own before it.");
        return Optional.empty();
    }

    private <T> Optional<T> wrong(List<Diagnostic> diagnostics) {
        main.terminal.err().println(main.runbooks().draw(diagnostics));
        return Optional.empty();
    }
}
