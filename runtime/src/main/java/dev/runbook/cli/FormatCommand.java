package dev.runbook.cli;

import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.format.Formatter;
import dev.runbook.parse.Decoded;
import dev.runbook.parse.Parsed;
import dev.runbook.parse.RunbookParser;
import dev.runbook.report.ExitCode;
import dev.runbook.source.Source;
import dev.runbook.syntax.SyntaxTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code runbook fmt}. */
@Command(name = "fmt", mixinStandardHelpOptions = true, description = "Bring runbooks into the one layout.")
final class FormatCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Parameters(arity = "1..*", paramLabel = "FILE")
    List<String> files = List.of();

    @Option(names = "--check", description = "Change nothing; name the files that would change, and exit with 1.")
    boolean check;

    @Override
    public Integer call() {
        boolean different = false;
        for (String file : files) {
            Source source = switch (new Library().open(file)) {
                case Decoded.Text(Source text) -> text;
                case Decoded.Refused(List<Diagnostic> diagnostics) -> throw wrong(diagnostics);
            };
            SyntaxTree tree = switch (RunbookParser.parse(source)) {
                case Parsed.Tree(SyntaxTree parsed) -> parsed;
                case Parsed.Broken(List<Diagnostic> diagnostics) -> throw wrong(diagnostics);
            };
            String formatted = Formatter.format(tree);
            if (!formatted.equals(source.text())) {
                different = true;
                main.terminal.out().println(file);
                if (!check) {
                    write(file, formatted);
                }
            }
        }
        return check && different ? ExitCode.FAILED.number() : 0;
    }

    private Stop wrong(List<Diagnostic> diagnostics) {
        return new Stop(ExitCode.INVALID, main.runbooks().draw(diagnostics));
    }

    private static void write(String file, String text) {
        Path path = Path.of(file).toAbsolutePath();
        try {
            Path half = Files.createTempFile(path.getParent(), ".fmt-", ".rb");
            Files.writeString(half, text, StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(half, Files.getPosixFilePermissions(path));
            Files.move(half, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Stop(ExitCode.FAILED, "error: " + file + " cannot be written: " + e.getMessage());
        }
    }
}
