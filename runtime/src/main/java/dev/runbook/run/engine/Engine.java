package dev.runbook.run.engine;

import dev.runbook.language.eval.Scope;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.port.Clock;
import dev.runbook.port.Processes;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.RunIdentity;
import dev.runbook.run.journal.RunSession;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.resume.ReplayState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a plan from its first task to its end, and writes down how it ended. */
public final class Engine {
    private final Plan plan;
    private final RunEnvironment environment;

    public Engine(Plan plan, RunEnvironment environment) {
        this.plan = plan;
        this.environment = environment;
    }

    /**
     * Runs.
     *
     * @param namespace the namespace where the runbook names none
     * @param foretold what a plan has said of this run; empty when none was made
     */
    public Entry.RunEnd run(RunIdentity run, RunSession session, String namespace, Optional<Entry.Foretold> foretold) {
        environment.facts().began(run, plan.runbook().title(), sources(), plan.inputs(), session);
        foretold.ifPresent(environment.facts()::foretold);
        return run(namespace, ReplayState.none(), List.of());
    }

    /**
     * Carries a run on.
     *
     * @param edits what has been changed in steps that are done, where the operator has accepted that
     * @param replay what is done already
     */
    public Entry.RunEnd resume(List<String> edits, RunSession session, String namespace, ReplayState replay) {
        // Their numbers say nothing on another machine.
        String here = session.operator().host();
        List<Processes.Running> left = replay.operators().stream()
                .filter(before -> before.host().equals(here))
                .flatMap(before -> environment.world().client(Processes.class).adopt(before.pid()).stream())
                .toList();
        environment.facts().resumed(sources(), edits, session);
        return run(namespace, replay, left);
    }

    private Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        plan.runbook().sources().forEach(source -> sources.put(source.name(), source.text()));
        return sources;
    }

    private Entry.RunEnd run(String namespace, ReplayState replay, List<Processes.Running> left) {
        Clock clock = environment.clock();
        Duration start = clock.elapsed();
        new FileRestore(environment).files(replay.files());
        Interrupts interrupts = new Interrupts(environment.interruption(), clock);
        Tasks tasks = new Tasks(environment, interrupts, left);
        Scope scope = Scope.of(plan.inputs(), Value.of(namespace));
        Completion flow;
        try {
            flow = tasks.run(
                    plan.body(), scope, StepContext.top(environment.facts().between(), replay));
        } catch (InterruptedException e) {
            flow = Completion.WithFailure.of(Interrupts.cancelled(), "");
        }
        environment.guard().staying().forEach(environment.facts()::noted);
        return ended(flow, tasks.recovered(), interrupts, clock.elapsed().minus(start));
    }

    private Entry.RunEnd ended(Completion flow, boolean recovered, Interrupts interrupts, Duration took) {
        Entry.RunEnd good = recovered ? Entry.RunEnd.RECOVERED : Entry.RunEnd.DONE;
        return switch (flow) {
            case Completion.Normal _, Completion.NextAttempt _ -> ended(good, "", took);
            case Completion.Finished(String reason) -> ended(good, reason, took);
            case Completion.WithFailure broken -> {
                Entry.RunEnd end = broken.last().kind() == FailureClass.Cancelled || interrupts.wished()
                        ? Entry.RunEnd.INTERRUPTED
                        : broken.last().kind() == FailureClass.Declined ? Entry.RunEnd.DECLINED : Entry.RunEnd.FAILED;
                environment.facts().ended(end, broken.first(), broken.step(), took);
                yield end;
            }
        };
    }

    private Entry.RunEnd ended(Entry.RunEnd end, String reason, Duration took) {
        environment.facts().ended(end, reason, took);
        return end;
    }
}
