package dev.runbook.action;

import dev.runbook.port.Processes;
import dev.runbook.value.Value;
import java.util.List;

/** {@code run "program", "argument", …}: one process, each value one argument. */
public final class RunProgram implements Action {
    @Override
    public String name() {
        return "run";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Command(arguments(call));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        call.world().processes().run(Processes.Request.of(arguments(call)), output);
        return Outcome.done("");
    }

    private static List<String> arguments(Call call) {
        return call.positional().stream().map(Value::toString).toList();
    }
}
