package dev.runbook.run.engine;

import dev.runbook.language.eval.Scope;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.port.Clock;
import dev.runbook.port.Processes;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.resume.ReplayState;
import java.time.Duration;
import java.util.List;
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
     * @param began the first entry of the journal
     * @param namespace the namespace where the runbook names none
     */
    public Entry.RunEnd run(Entry.Began began, String namespace) {
        return run(began, namespace, ReplayState.none(), List.of());
    }

    /**
     * Carries a run on.
     *
     * @param resumed says in the journal that it is carried on
     * @param replay what is done already
     */
    public Entry.RunEnd resume(Entry.Resumed resumed, String namespace, ReplayState replay) {
        // Their numbers say nothing on another machine.
        String here = resumed.operator().host();
        List<Processes.Running> left = replay.operators().stream()
                .filter(before -> before.host().equals(here))
                .flatMap(before -> environment.world().client(Processes.class).adopt(before.pid()).stream())
                .toList();
        return run(resumed, namespace, replay, left);
    }

    private Entry.RunEnd run(Entry first, String namespace, ReplayState replay, List<Processes.Running> left) {
        Clock clock = environment.clock();
        Duration start = clock.elapsed();
        environment.journal().append(first);
        new FileRestore(environment).files(replay.files());
        Interrupts interrupts = new Interrupts(environment.interruption(), clock);
        Tasks tasks = new Tasks(environment, interrupts, left);
        Scope scope = Scope.of(plan.inputs(), Value.of(namespace));
        Completion flow;
        try {
            flow = tasks.run(plan.body(), scope, StepContext.top(replay));
        } catch (InterruptedException e) {
            flow = Completion.WithFailure.of(Interrupts.cancelled(), "");
        }
        Entry.Ended ended =
                ended(flow, tasks.recovered(), interrupts, clock.elapsed().minus(start));
        environment.journal().append(ended);
        return ended.end();
    }

    private static Entry.Ended ended(Completion flow, boolean recovered, Interrupts interrupts, Duration took) {
        Entry.RunEnd good = recovered ? Entry.RunEnd.RECOVERED : Entry.RunEnd.DONE;
        return switch (flow) {
            case Completion.Normal _, Completion.NextAttempt _ -> new Entry.Ended(good, "", Optional.empty(), "", took);
            case Completion.Finished(String reason) -> new Entry.Ended(good, reason, Optional.empty(), "", took);
            case Completion.WithFailure broken -> {
                Entry.RunEnd end = broken.last().kind() == FailureClass.Cancelled || interrupts.wished()
                        ? Entry.RunEnd.INTERRUPTED
                        : broken.last().kind() == FailureClass.Declined ? Entry.RunEnd.DECLINED : Entry.RunEnd.FAILED;
                yield new Entry.Ended(end, broken.first().summary(), Optional.of(broken.first()), broken.step(), took);
            }
        };
    }
}
