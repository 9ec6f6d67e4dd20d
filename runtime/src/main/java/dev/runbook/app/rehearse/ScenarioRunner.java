package dev.runbook.app.rehearse;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.library.Library;
import dev.runbook.app.library.Runbooks;
import dev.runbook.app.run.ContinuedRehearsal;
import dev.runbook.app.run.PlanRunner;
import dev.runbook.app.run.UnfinishedRuns;
import dev.runbook.app.view.RunView;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.signal.Signals;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Clock;
import dev.runbook.port.People;
import dev.runbook.port.StopRequests;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.helm.HelmVariables;
import dev.runbook.provider.process.adapter.ExecProcesses;
import dev.runbook.rehearsal.chart.ChartSource;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.report.Elapsed;
import dev.runbook.run.report.ExitCode;
import dev.runbook.text.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Runs a scenario of a runbook: a world of its own, then the same plan and engine as a real run.
 *
 * @param wanted otherwise than the scenario says
 */
public record ScenarioRunner(Runbooks runbooks, String name, RehearsalOptions wanted, Path runs, boolean kept) {
    private static final List<String> LIMITS = List.of(
            "A rehearsal cannot know whether your images pull, your pods start and your hooks pass.",
            "It cannot know how long your cloud takes to release an address, or what else lives in your cluster.");

    /** One where all is as the scenario says. */
    public ScenarioRunner(Runbooks runbooks, String name, Path runs, boolean kept) {
        this(runbooks, name, RehearsalOptions.NONE, runs, kept);
    }

    /** The scenarios of the file beside the runbook. */
    public List<Scenario> scenarios() {
        Library.RunbookFile found = beside();
        try {
            return Scenarios.read(found.name(), new String(found.bytes(), StandardCharsets.UTF_8));
        } catch (ScenarioException e) {
            throw invalid("error: " + e.getMessage());
        }
    }

    private CommandExit invalid(Scenario scenario, ScenarioException e) {
        return scenario.name().equals(Scenario.BARE)
                ? new CommandExit(ExitCode.INVALID, "error: " + e.getMessage())
                : invalid("error: " + file() + ": " + e.getMessage());
    }

    private CommandExit invalid(String message) {
        Library.RunbookFile found = beside();
        return new CommandExit(
                ExitCode.INVALID,
                message
                        + ScenarioLine.of(new String(found.bytes(), StandardCharsets.UTF_8), message)
                                .map(line -> "\n  at " + found.name() + ":" + line)
                                .orElse(""));
    }

    /** The file of scenarios beside the runbook. */
    public Library.RunbookFile beside() {
        String file = file();
        Library library = new Library();
        library.get(name);
        return library.find(file)
                .orElseThrow(() -> new CommandExit(
                        ExitCode.INVALID,
                        "error: " + name + " has no rehearsals: there is no " + file
                                + ".\n  Say what is there before the run, as in --installed ./CHART.tgz, or --installed"
                                + " none,\n  or copy those of update-coder.rb with runbook copy, and edit them."));
    }

    private String file() {
        return name.replaceFirst("\\.(rb|runbook)$", "") + ".rehearsals.yaml";
    }

    /** The scenario of a name; the first when none is given, and none of them when it is said what is installed. */
    public Scenario scenario(Optional<String> called) {
        Scenario chosen = chosen(called);
        return wanted.balancer()
                .map(time -> chosen.with(chosen.cluster().with(time, time)))
                .orElse(chosen);
    }

    private Scenario chosen(Optional<String> called) {
        if (wanted.cluster().isPresent()) {
            return called.isPresent() ? ofCluster(named(called)) : Scenarios.bare("none");
        }
        if (wanted.installed().isPresent()) {
            String installed = wanted.installed().get();
            Scenario base = called.isPresent() ? named(called) : Scenarios.bare(installed);
            try {
                ChartPaths here = new ChartPaths(Path.of("").toAbsolutePath());
                return base.with(here.installed(base.helm(), installed, wanted.values()));
            } catch (ScenarioException e) {
                throw new CommandExit(ExitCode.INVALID, "error: " + e.getMessage());
            }
        }
        return named(called);
    }

    private Scenario ofCluster(Scenario said) {
        if (said.saysStart()) {
            terminal()
                    .warn(
                            "note: of the scenario " + said.name()
                                    + " only inputs, answers and troubles count: what is there before the run is what your cluster has");
        }
        return said.withoutStart();
    }

    private Scenario named(Optional<String> called) {
        List<Scenario> all = scenarios();
        if (called.isEmpty()) {
            return all.getFirst();
        }
        return all.stream()
                .filter(s -> s.name().equals(called.get()))
                .findFirst()
                .orElseThrow(() -> new CommandExit(
                        ExitCode.INVALID,
                        "error: " + name + " has no scenario " + called.get() + "; there are "
                                + all.stream().map(Scenario::name).collect(Collectors.joining(", "))));
    }

    /** Runs a scenario in a temporary folder, and shows it. */
    public ExitCode run(Scenario scenario, PrintWriter out, Optional<RunView.Screen> screen, Optional<String> helm)
            throws InterruptedException {
        Stage stage =
                new Stage(out, screen, helm, () -> Signals.listen(() -> System.exit(ExitCode.INTERRUPTED.number())));
        return run(runbooks.open(name), scenario, stage).code();
    }

    /**
     * Where a scenario is played.
     *
     * @param screen how people see it; empty for programs, which get JSON lines
     * @param helm the operator's helm; empty to use the bundled one
     * @param interruption begins to hear when a person wants to stop
     */
    public record Stage(
            PrintWriter out,
            Optional<RunView.Screen> screen,
            Optional<String> helm,
            Supplier<StopRequests> interruption) {}

    /** The same, with what came of it. */
    public RehearsedRun run(CheckedRunbook runbook, Scenario scenario, Stage stage) throws InterruptedException {
        Clock machine = new SystemClock();
        Duration began = machine.elapsed();
        return in(
                runbook,
                scenario,
                stage.helm(),
                (world, working) -> run(
                        runbook,
                        scenario,
                        stage,
                        world,
                        working,
                        () -> machine.elapsed().minus(began)));
    }

    /** Ends the command when a scenario names what its runbook does not have. */
    public void hold(CheckedRunbook runbook, Scenario scenario) throws InterruptedException {
        hold(runbook, scenario, RunbookNames.in(runbook, inputs().values(runbook, scenario)), Set.of());
    }

    private void hold(CheckedRunbook runbook, Scenario scenario, RunbookNames names, Set<String> workloads) {
        try {
            Set<String> known = new HashSet<>(ChartSource.coder().workloads());
            known.addAll(workloads);
            ScenarioNames.check(scenario, runbook, names, known);
        } catch (ScenarioException e) {
            throw invalid(scenario, e);
        } catch (IOException e) {
            throw notBegun(e);
        }
    }

    private static CommandExit notBegun(Exception e) {
        return new CommandExit(ExitCode.CANNOT_SERVE, "error: the rehearsal cannot begin: " + e.getMessage());
    }

    /** What is done in a scenario's world, with an empty folder to work in. */
    interface Doing<T> {
        T in(RehearsalWorld world, Path working) throws InterruptedException, IOException;
    }

    /** Makes the world of a scenario in a temporary folder, and takes it away in the end. */
    <T> T in(CheckedRunbook runbook, Scenario scenario, Optional<String> helm, Doing<T> doing)
            throws InterruptedException {
        Map<String, Value> values = inputs().values(runbook, scenario);
        Optional<CopiedCluster> copied = copied(runbook, values);
        RunbookNames names = copied.map(there -> RunbookNames.in(runbook, values, there.home()))
                .orElseGet(() -> RunbookNames.in(runbook, values));
        Path folder = temporary();
        try {
            hold(runbook, scenario, names, copied.map(CopiedCluster::workloads).orElse(Set.of()));
            Path cluster = Files.createDirectories(folder.resolve("cluster"));
            Path working = Files.createDirectories(folder.resolve("working"));
            SystemClock clock = new SystemClock();
            try (ExecProcesses preparing = new ExecProcesses(
                            HelmVariables.withoutAny(terminal().inherited()),
                            StopRequests.NONE,
                            clock,
                            Duration.ofSeconds(5),
                            false);
                    RehearsalWorld world = RehearsalWorld.start(
                            scenario,
                            names,
                            copied,
                            RehearsalPlace.of(
                                    terminal().environment(),
                                    cluster,
                                    helm.or(() -> copied.flatMap(CopiedCluster::helm))),
                            preparing)) {
                return doing.in(world, working);
            }
        } catch (ScenarioException e) {
            throw invalid(scenario, e);
        } catch (RehearsalWorld.NotReady | IOException e) {
            throw notBegun(e);
        } finally {
            delete(folder);
        }
    }

    /** What the rehearsal begins with, where that is a copy; what it does not have is told. */
    private Optional<CopiedCluster> copied(CheckedRunbook runbook, Map<String, Value> values)
            throws InterruptedException {
        if (wanted.cluster().isEmpty()) {
            return Optional.empty();
        }
        CopiedCluster copied = new ClusterCopying(terminal(), wanted.cluster().get()).copy(runbook, values);
        copied.gaps().forEach(gap -> terminal().warn("warning: " + gap));
        return Optional.of(copied);
    }

    private RehearsedRun run(
            CheckedRunbook runbook,
            Scenario scenario,
            Stage stage,
            RehearsalWorld world,
            Path working,
            Supplier<Duration> played)
            throws InterruptedException, IOException {
        Map<String, Value> values = inputs().values(runbook, scenario);
        Path here = Path.of("").toAbsolutePath();
        RehearsalFiles files =
                RehearsalFiles.over(here, working, scenario.parameters().files());
        try (Execution execution = execution(stage, world, files)) {
            Plan plan = execution.plan(runbook, values);
            People person = terminal().people(stage.screen().isEmpty());
            String notice = "REHEARSAL "
                    + (scenario.name().equals(Scenario.BARE) && world.copied().isPresent()
                            ? "of "
                            : scenario.name() + ": " + scenario.about() + " ")
                    + world.copied().map(CopiedCluster::notice).orElse("")
                    + " Embedded cluster, real helm. Time is simulated: waits pass at once; where helm would wait until its time"
                    + " limit is over, that takes "
                    + scenario.helm().timeout().toSeconds()
                    + " s. No other program is started, no name server and no web page is asked.";
            PlanRunner.Manner manner = new PlanRunner.Manner(
                    stage.out(),
                    stage.screen(),
                    new ScenarioAnswers(scenario, wanted.answers().before(person, plan)),
                    notice,
                    world.copied().isPresent() ? LIMITS.subList(0, 1) : LIMITS,
                    false,
                    PlanRunner.Lock.NEEDLESS,
                    runs,
                    kept);
            TroubledJournal journal = world.troubled(execution.clock());
            RunFolders folders = new RunFolders(runs, here, execution.clock(), RandomGenerator.getDefault());
            ExitCode code;
            try {
                code = new PlanRunner(terminal(), execution, manner, journal::before)
                        .begin(
                                plan,
                                name,
                                PlanRunner.RunStart.PLAIN,
                                run -> tell(stage, played.get(), files.keep(run)));
            } catch (CommandExit ended) {
                if (!journal.isDead()) {
                    throw ended;
                }
                stage.out().println("The run is killed here, and then carried on: runbook resume " + journal.run());
                // The programs of the dead run go on meanwhile, as they do when a process is killed.
                try (Execution another = execution(stage, world, files)) {
                    PlanRunner runner = new PlanRunner(terminal(), another, manner, journal::before);
                    code = new ContinuedRehearsal(
                                    new UnfinishedRuns(folders, runs),
                                    runbook,
                                    terminal().masking())
                            .carryOn(
                                    journal.run(),
                                    another.plan(runbook, values),
                                    runner,
                                    run -> tell(stage, played.get(), files.keep(run)));
                }
            }
            return new RehearsedRun(code, folders.read(journal.run()).records(), journal.unmet());
        }
    }

    private Execution execution(Stage stage, RehearsalWorld world, RehearsalFiles files) {
        return new Execution(
                terminal(),
                world.helmSettings(files.workspace()::writes),
                Path.of("").toAbsolutePath(),
                files.workspace(),
                outside -> world.around(outside, files),
                HelmVariables.withoutAny(terminal().inherited()),
                world.clock(),
                stage.interruption().get());
    }

    private static void tell(Stage stage, Duration played, List<String> written) {
        stage.screen().ifPresent(_ -> {
            written.forEach(line -> stage.out().println("  " + SafeText.line(line)));
            stage.out()
                    .println("  played in " + Elapsed.text(played)
                            + "; all other times are those that the run would take");
        });
        stage.out().flush();
    }

    ScenarioInputs inputs() {
        return new ScenarioInputs(terminal(), wanted.inputs());
    }

    private Terminal terminal() {
        return runbooks.terminal();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("runbook-rehearsal-");
        } catch (IOException e) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE, "error: no temporary folder can be created: " + e.getMessage());
        }
    }

    /** Takes a temporary folder away. */
    public static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // What is left in the temporary folder is the system's to clear.
            return;
        }
    }
}
