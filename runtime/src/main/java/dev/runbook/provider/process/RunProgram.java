package dev.runbook.provider.process;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.port.Clock;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.text.FileName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code run "program", "argument", …}: one process, each value one argument. */
public final class RunProgram implements Action {
    /** How long a program may take where the runbook does not say: one that hangs must not hold the run for ever. */
    static final Duration USUAL_LIMIT = Duration.ofHours(1);

    @Override
    public String name() {
        return "run";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Command(ProgramArguments.of(call).all());
    }

    /** What it does to the cluster nobody knows; it may make a namespace, too. */
    @Override
    public void rights(Call call, RightsNeeded needed) {
        needed.mayChangeAnything();
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            ProgramArguments given = ProgramArguments.of(call);
            Processes.Request request =
                    new Processes.Request(given.all(), given.environment(), Optional.of(limit(call)));
            long further = call.option("retries").orElse(Value.NIL) instanceof Value.Int(long n) ? n : 0;
            Duration pause = call.option("every").orElse(Value.NIL) instanceof Value.Duration(Duration d)
                    ? d
                    : Duration.ofSeconds(1);
            Processes programs = programs(call);
            Processes.Result result = programs.run(request, output);
            while (!result.ok() && result.end() == Processes.End.EXITED && further-- > 0) {
                call.client(Clock.class).sleep(pause);
                result = programs.run(request, output);
            }
            String left = left(programs.background());
            if (result.ok()) {
                return Outcome.done(left);
            }
            Failure failure =
                    new FailureRecognition(call.world().knownFailures()).recognise(request.arguments(), result);
            return new Outcome.NotDone(left.isEmpty() ? failure : failure.advising("It has " + left + "."));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    /** What it has left in the background; empty when that is nothing. */
    private static String left(List<Processes.Background> programs) {
        return programs.isEmpty()
                ? ""
                : "left in the background, until the run ends: "
                        + programs.stream()
                                .map(program -> FileName.of(program.name()) + " (process " + program.pid() + ")")
                                .collect(Collectors.joining(", "));
    }

    /** Programs that work where the runbook does. */
    private static Processes programs(Call call) {
        Processes programs = call.client(Processes.class);
        return call.namespace() instanceof Value.Text(String namespace) && !namespace.isEmpty()
                ? programs.in(namespace)
                : programs;
    }

    /**
     * A program that is not on the path, before anything was run. One that is named by its path may be made by then.
     */
    @Override
    public Optional<Failure> lacks(Call call) {
        return call.positional().getFirst() instanceof Value.Text(String program)
                        && !program.contains("/")
                        && call.client(Processes.class).find(program).isEmpty()
                ? Optional.of(Failure.of(
                        FailureClass.CommandFailed,
                        (program.isEmpty() ? "a program without a name" : program) + " was not found on the PATH",
                        "Install it, or put its folder on the PATH."))
                : Optional.empty();
    }

    @Override
    public Optional<Failure> refuses(Call call, List<Boolean> own) {
        return ProgramArguments.of(call).refuseDash(own);
    }

    private static Duration limit(Call call) {
        return call.option("timeout").orElse(Value.NIL) instanceof Value.Duration(Duration d) ? d : USUAL_LIMIT;
    }

    @Override
    public Optional<Duration> unsaidLimit(Call call) {
        return call.option("timeout").orElse(Value.NIL) instanceof Value.Nil
                ? Optional.of(USUAL_LIMIT)
                : Optional.empty();
    }
}
