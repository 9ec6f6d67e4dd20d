package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.ProgramVersion;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.library.Library;
import dev.runbook.app.library.Runbooks;
import dev.runbook.language.failure.Failed;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.run.report.ExitCode;
import dev.runbook.text.SafeText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program: reads the command line, runs one command, and turns its end into an exit code. */
@Command(
        name = "runbook",
        mixinStandardHelpOptions = true,
        version = "runbook " + ProgramVersion.NUMBER,
        header = {
            "Declarative runbooks for Helm releases: plan them, rehearse them, run them.",
            "",
            "Examples:",
            "  runbook rehearse update-coder.rb               try it on an embedded cluster",
            "  runbook plan update-coder.rb version=1.16.1    what would happen",
            "  runbook exec update-coder.rb version=1.16.1    do it",
            ""
        },
        synopsisHeading = "Usage: ",
        customSynopsis = "runbook COMMAND ...",
        commandListHeading = "%nCommands:%n",
        footer = {"", "runbook help COMMAND says more about each."})
public final class Main implements Runnable {
    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colour, even on a terminal.")
    boolean noColor;

    final Terminal terminal = new Terminal();

    Runbooks runbooks() {
        return new Runbooks(new Library(), terminal, noColor);
    }

    @Override
    public void run() {
        Commands.line(this).usage(terminal.out());
        terminal.out().flush();
    }

    public static void main(String[] arguments) {
        Main main = new Main();
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> main.bug(e));
        // Daemon threads of clients must not hold the prompt back.
        System.exit(execute(main, arguments));
    }

    /** Runs one command and gives its exit code. */
    static int execute(String... arguments) {
        return execute(new Main(), arguments);
    }

    private static int execute(Main main, String... arguments) {
        GivenArguments given = new GivenArguments(List.of(arguments));
        CommandLine line = Commands.line(main, arguments)
                .setOut(main.terminal.out())
                .setErr(main.terminal.err())
                .setParameterExceptionHandler((e, _) -> misused(main, e, given))
                .setExitCodeExceptionMapper(e -> ExitCode.BUG.number())
                .setExecutionExceptionHandler((e, command, parsed) -> failed(main, e, given));
        int code = line.execute(arguments);
        Optional<String> lost = main.terminal.lost();
        lost.ifPresent(why -> main.terminal.warn("error: standard output cannot be written: " + why));
        main.terminal.err().flush();
        // What was to be printed is all that most commands do; what a run did stands in its journal.
        return lost.isPresent() && code == 0 && !runs(line) ? ExitCode.FAILED.number() : code;
    }

    /** Whether what the command did stands in a journal, whoever has read what it printed. */
    private static boolean runs(CommandLine line) {
        return line.getParseResult() != null
                && line.getParseResult().asCommandLineList().stream()
                        .map(CommandLine::getCommand)
                        .anyMatch(command -> switch (command) {
                            case ExecCommand exec -> !exec.dryRun;
                            case ResumeCommand resume -> !resume.plan;
                            case RehearseCommand _, AbandonCommand _ -> true;
                            default -> false;
                        });
    }

    private static int misused(Main main, CommandLine.ParameterException e, GivenArguments given) {
        UsageError.lines(e).forEach(line -> main.terminal.warn(SafeText.line(given.withoutValues(line))));
        return ExitCode.INVALID.number();
    }

    private static int failed(Main main, Exception e, GivenArguments given) {
        main.terminal.out().flush();
        if (e instanceof CommandExit stop) {
            String message = given.withoutValues(main.terminal.masking().text(stop.message()));
            if (stop.isDrawn()) {
                main.terminal.err().println(message);
            } else {
                main.terminal.warn(message);
            }
            return stop.code().number();
        }
        if (e instanceof RunFolders.Unusable unusable) {
            return failed(main, new CommandExit(ExitCode.CANNOT_SERVE, "error: " + unusable.getMessage()), given);
        }
        if (e instanceof Failed failed) {
            return failed(main, CommandExit.cannotServe(List.of(failed.failure())), given);
        }
        if (e instanceof InterruptedException) {
            return ExitCode.INTERRUPTED.number();
        }
        main.bug(e);
        return ExitCode.BUG.number();
    }

    /** Says how it came about, which a person will send to others: without the secrets of the run. */
    void bug(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        terminal.warn("This is a bug in runbook itself, not in your runbook. Please report it with this text:");
        terminal.err().print(terminal.masking().text(trace.toString()));
        terminal.err().flush();
    }
}
