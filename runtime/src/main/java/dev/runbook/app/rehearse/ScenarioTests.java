package dev.runbook.app.rehearse;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.view.RunView;
import dev.runbook.app.view.Style;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.StopRequests;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Plays scenarios side by side, each in a world of its own, and compares them with what their files expect.
 *
 * @param jobs how many at once
 * @param helm the operator's helm; empty to use the bundled one
 */
public record ScenarioTests(int jobs, Optional<String> helm, StopRequests interruption) {

    /** A runbook with those of its scenarios that are played. */
    public record TestedRunbook(ScenarioRunner runner, CheckedRunbook runbook, List<Scenario> scenarios) {
        public TestedRunbook {
            scenarios = List.copyOf(scenarios);
        }

        /** The same with the runs kept in another folder. */
        public TestedRunbook in(Path runs) {
            return new TestedRunbook(
                    new ScenarioRunner(runner.runbooks(), runner.name(), runs, runner.kept()), runbook, scenarios);
        }

        /** Ends the command when one of the scenarios names what the runbook does not have. */
        public void hold() throws InterruptedException {
            for (Scenario scenario : scenarios) {
                runner.hold(runbook, scenario);
            }
        }
    }

    /**
     * A scenario that was played.
     *
     * @param shown what an operator would have seen
     */
    public record TestedScenario(TestedRunbook subject, ScenarioResult result, RehearsedRun run, String shown) {}

    /**
     * Plays all of them.
     *
     * @param told hears of each, in the order of the files
     * @return those that were played; a person may have stopped the others
     */
    public List<TestedScenario> play(List<TestedRunbook> runbooks, Consumer<TestedScenario> told)
            throws InterruptedException {
        for (TestedRunbook runbook : runbooks) {
            runbook.hold();
        }
        List<TestedScenario> played = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(
                jobs, Thread.ofPlatform().name("scenario-", 1).factory());
        try {
            List<Future<Optional<TestedScenario>>> all = new ArrayList<>();
            for (TestedRunbook subject : runbooks) {
                for (Scenario scenario : subject.scenarios()) {
                    all.add(threads.submit(() -> play(subject, scenario)));
                }
            }
            for (Future<Optional<TestedScenario>> one : all) {
                ended(one).ifPresent(tested -> {
                    played.add(tested);
                    told.accept(tested);
                });
            }
            return played;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Optional<TestedScenario> ended(Future<Optional<TestedScenario>> one) throws InterruptedException {
        try {
            return one.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case CommandExit exit -> throw exit;
                case RuntimeException bug -> throw bug;
                case InterruptedException stopped -> throw stopped;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private Optional<TestedScenario> play(TestedRunbook subject, Scenario scenario) throws InterruptedException {
        if (interruption.wish() != StopRequests.StopRequest.NONE) {
            return Optional.empty();
        }
        SystemClock clock = new SystemClock();
        StringWriter shown = new StringWriter();
        ScenarioRunner.Stage stage = new ScenarioRunner.Stage(
                new PrintWriter(shown), Optional.of(RunView.Screen.plain(Style.PLAIN)), helm, () -> interruption);
        Duration start = clock.elapsed();
        try {
            RehearsedRun run = subject.runner().run(subject.runbook(), scenario, stage);
            Duration took = clock.elapsed().minus(start);
            return Optional.of(
                    new TestedScenario(subject, ScenarioResult.of(scenario, took, run), run, shown.toString()));
        } catch (CommandExit notBegun) {
            // The others are played all the same.
            ScenarioResult result = new ScenarioResult(
                    scenario,
                    clock.elapsed().minus(start),
                    List.of(notBegun.message().replaceFirst("^error: ", "")));
            return Optional.of(
                    new TestedScenario(subject, result, RehearsedRun.notBegun(notBegun.code()), shown.toString()));
        }
    }
}
