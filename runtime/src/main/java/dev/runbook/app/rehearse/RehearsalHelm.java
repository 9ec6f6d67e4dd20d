package dev.runbook.app.rehearse;

import dev.runbook.port.Processes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The only program that a rehearsal starts: helm, which sees the embedded cluster alone.
 *
 * @param helm what stands behind the name {@code helm}
 * @param environment what points it at the embedded cluster
 * @param others what stands in the place of all other programs: they could reach the world outside
 */
record RehearsalHelm(Processes programs, String helm, Map<String, String> environment, Processes others)
        implements Processes {
    static final String HELM = "helm";

    @Override
    public Result run(Request request, Output output) throws InterruptedException {
        if (!request.arguments().getFirst().equals(HELM)) {
            return others.run(request, output);
        }
        List<String> arguments = new ArrayList<>(request.arguments());
        arguments.set(0, helm);
        Map<String, String> all = new HashMap<>(request.environment());
        all.putAll(environment);
        return programs.run(new Request(arguments, all, request.limit(), request.stopping(), request.bound()), output);
    }

    @Override
    public boolean runs(long pid, Instant started) {
        return programs.runs(pid, started);
    }

    @Override
    public List<Running> adopt(long pid) {
        return programs.adopt(pid);
    }

    @Override
    public List<Background> background() {
        return programs.background();
    }

    @Override
    public Optional<String> find(String program) {
        return program.equals(HELM) ? programs.find(helm) : others.find(program);
    }
}
