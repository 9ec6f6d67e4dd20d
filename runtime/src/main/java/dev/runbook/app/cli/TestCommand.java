package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.rehearse.Coverage;
import dev.runbook.app.rehearse.ScenarioChoice;
import dev.runbook.app.rehearse.ScenarioRunner;
import dev.runbook.app.rehearse.ScenarioTests;
import dev.runbook.app.rehearse.ScenarioTests.TestedRunbook;
import dev.runbook.app.rehearse.ScenarioTests.TestedScenario;
import dev.runbook.app.rehearse.TestJunit;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.machine.signal.Signals;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.StopRequests;
import dev.runbook.run.report.ExitCode;
import dev.runbook.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code runbook test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        header = {
            "Run the rehearsals of runbooks and compare with what their files expect.",
            "",
            "Examples:",
            "  runbook test update-coder.rb",
            "  runbook test --scenario=clean --verbose update-coder.rb",
            "  runbook test --coverage --junit=report.xml mine.rb other.rb",
            ""
        },
        footer = {"", "Exits with 0 when all are as expected, 1 when one differs, 2 when a file is not valid."})
final class TestCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Parameters(
            arity = "1..*",
            paramLabel = "RUNBOOK",
            description = "Paths, or names of shipped runbooks.",
            completionCandidates = ShippedNames.class)
    List<String> names = new ArrayList<>();

    @Option(names = "--scenario", paramLabel = "NAME", description = "Only this one; can be given several times.")
    List<String> chosen = new ArrayList<>();

    @Option(names = "--jobs", paramLabel = "N", description = "How many at once; as many as cores when left out.")
    int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--coverage", description = "List the places that no scenario comes to.")
    boolean coverage;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write a JUnit XML report.")
    @Nullable
    Path junit;

    @Option(names = "--helm", paramLabel = "FILE", description = "Helm to rehearse with; a bundled 3.14 when left out.")
    @Nullable
    String helm;

    @Option(names = "--runs", paramLabel = "DIR", description = "Keep the runs there; they are deleted when left out.")
    @Nullable
    Path kept;

    @Option(names = "--update", description = "Show what the files would expect, ask, and write it.")
    boolean update;

    @Option(names = "--yes", description = "Agree to what --update writes.")
    boolean yes;

    @Option(names = "--watch", description = "Run again when a runbook or its scenarios change; Ctrl-C ends it.")
    boolean watch;

    @Option(names = "--verbose", description = "Show the runs, too.")
    boolean verbose;

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (jobs < 1) {
            throw new CommandExit(
                    ExitCode.INVALID, "error: " + jobs + " is not a number of jobs. Write --jobs=1 or more.");
        }
        try (Signals signals = Signals.listen(() -> System.exit(ExitCode.INTERRUPTED.number()))) {
            return watch ? watch(signals) : test(signals, choose());
        }
    }

    /** Tests again and again, until a person ends it. */
    private int watch(StopRequests interruption) throws InterruptedException, IOException {
        List<TestedRunbook> subjects = choose();
        while (true) {
            WatchedFiles files = files(subjects);
            try {
                subjects = choose();
                files = files(subjects);
                test(interruption, subjects);
            } catch (CommandExit wrong) {
                main.terminal.warn(wrong.message());
            }
            main.terminal.tell(
                    "Watching " + files.count() + (files.count() == 1 ? " file" : " files") + "; Ctrl-C ends.");
            main.terminal.out().flush();
            if (!files.changed(new SystemClock(), interruption)) {
                return ExitCode.INTERRUPTED.number();
            }
            main.terminal.out().println();
        }
    }

    /** The texts that the runbooks are made of, and their scenarios; what is shipped does not change. */
    private static WatchedFiles files(List<TestedRunbook> subjects) {
        List<Path> files = subjects.stream()
                .flatMap(one -> Stream.concat(
                        one.runbook().sources().stream().map(Source::name),
                        Stream.of(one.runner().beside().name())))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        if (files.isEmpty()) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: what is shipped does not change. Copy it first, and test the copy: runbook copy "
                            + subjects.getFirst().runner().name() + " FOLDER");
        }
        return WatchedFiles.now(files);
    }

    private List<TestedRunbook> choose() {
        Path none = Path.of("");
        return new ScenarioChoice(chosen)
                .of(names.stream()
                        .map(name -> new ScenarioRunner(main.runbooks(), name, none, kept != null))
                        .toList());
    }

    private int test(StopRequests interruption, List<TestedRunbook> subjects) throws InterruptedException, IOException {
        if (kept != null) {
            return test(interruption, subjects, kept.toAbsolutePath());
        }
        Path runs = Files.createTempDirectory("runbook-test-");
        try {
            return test(interruption, subjects, runs);
        } finally {
            ScenarioRunner.delete(runs);
        }
    }

    private int test(StopRequests interruption, List<TestedRunbook> chosen, Path runs) throws InterruptedException {
        List<TestedRunbook> subjects = chosen.stream().map(one -> one.in(runs)).toList();
        TestLines lines = new TestLines(main.terminal.out(), subjects, verbose);
        List<TestedScenario> played =
                new ScenarioTests(jobs, Optional.ofNullable(helm), interruption).play(subjects, lines::tell);
        List<TestJunit> suites =
                subjects.stream().map(one -> suite(one, played)).toList();
        lines.sum(suites, coverage);
        if (junit != null) {
            write(junit, TestJunit.of(suites));
        }
        if (interruption.wish() != StopRequests.StopRequest.NONE) {
            return ExitCode.INTERRUPTED.number();
        }
        return (update ? update(subjects, played) : allPass(played)) ? 0 : ExitCode.FAILED.number();
    }

    private boolean update(List<TestedRunbook> subjects, List<TestedScenario> played) throws InterruptedException {
        boolean all = true;
        for (TestedRunbook subject : subjects) {
            all &= new ExpectationWriting(main.terminal, yes).offer(subject, of(subject, played));
        }
        return all;
    }

    private static boolean allPass(List<TestedScenario> played) {
        return played.stream().allMatch(one -> one.result().passed());
    }

    private static List<TestedScenario> of(TestedRunbook subject, List<TestedScenario> played) {
        return played.stream().filter(one -> one.subject().equals(subject)).toList();
    }

    private static TestJunit suite(TestedRunbook subject, List<TestedScenario> played) {
        List<TestedScenario> own = of(subject, played);
        return new TestJunit(
                subject.runner().name(),
                own.stream().map(TestedScenario::result).toList(),
                Optional.of(Coverage.of(
                        subject.runbook(),
                        own.stream().map(one -> one.run().facts()).toList())));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandExit(ExitCode.INVALID, "error: " + file + " cannot be written: " + IoReason.of(e));
        }
    }
}
