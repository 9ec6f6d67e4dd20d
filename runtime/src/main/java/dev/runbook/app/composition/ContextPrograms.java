package dev.runbook.app.composition;

import dev.runbook.machine.files.PrivateFolder;
import dev.runbook.port.Processes;
import dev.runbook.provider.kube.adapter.ProgramContext;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Programs that see the context of the run as the current one, whatever the operator's kubeconfig says by then. The file that
 * says so is ours, and is looked after before each start: a program may have chosen another context in it for itself.
 */
record ContextPrograms(Processes programs, ProgramContext context, PrivateFolder folder, String namespace)
        implements Processes {
    private static final String VARIABLE = "KUBECONFIG";

    @Override
    public Processes in(String wanted) {
        return new ContextPrograms(programs, context, folder, wanted);
    }

    @Override
    public Result run(Request request, Output output) throws InterruptedException {
        Map<String, String> environment = new HashMap<>(request.environment());
        if (!environment.containsKey(VARIABLE)) {
            try {
                environment.put(VARIABLE, context.kubeconfig(entry()));
            } catch (IOException e) {
                // Without it, the program might well act on another cluster.
                return new Result(
                        End.NOT_STARTED,
                        -1,
                        "",
                        "the file that tells it the context " + context.name() + " cannot be written: "
                                + e.getMessage(),
                        Duration.ZERO);
            }
        }
        return programs.run(
                new Request(request.arguments(), environment, request.limit(), request.stopping(), request.bound()),
                output);
    }

    /** One file for each namespace: programs of two branches must not get in each other's way. */
    private Path entry() throws IOException {
        boolean own = namespace.equals(context.namespace());
        String name = own ? "context" : "context-" + URLEncoder.encode(namespace, StandardCharsets.UTF_8);
        return folder.keep(name, context.entry(namespace));
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
        return programs.find(program);
    }
}
