package dev.runbook.provider.kube.adapter;

import dev.runbook.json.Json;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Clock;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Pods;
import dev.runbook.port.Processes;
import dev.runbook.port.StopRequests;
import dev.runbook.provider.kube.adapter.ServerAnswer.ApiCall;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One program in a pod: its output goes on as it comes, and the server's last word says how it ended. */
final class PodProgram {
    private static final int IN = 0;
    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final int END = 3;
    /** What is kept of its error output. */
    private static final int KEPT = 256 * 1024;

    private final Pods.Pod pod;
    private final List<String> command;
    private final OutputStream out;
    private final Processes.Output output;
    private final StringBuilder err = new StringBuilder();
    private final StringBuilder end = new StringBuilder();
    private final LineSplitter lines;
    private volatile @Nullable IOException refused;

    PodProgram(Pods.Pod pod, List<String> command, OutputStream out, Processes.Output output) {
        this.pod = pod;
        this.command = command;
        this.out = out;
        this.output = output;
        this.lines = new LineSplitter(this::line);
    }

    Processes.Result run(ClusterConnection link, Clock clock, StopRequests interruption, String input)
            throws IOException, InterruptedException {
        Duration began = clock.elapsed();
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        ApiCall asked = new ApiCall("get", "pods/exec", pod.namespace(), pod.name());
        StopRequests.StopRequest before = interruption.wish();
        try (StopRequests.Registration _ = interruption.onChange(() -> {
                    if (interruption.wish() != before) {
                        stopped.complete(true);
                    }
                });
                PodSocket socket = PodSocket.open(link.transport(), path(), asked, clock, this::take)) {
            begin(socket, input);
            CompletableFuture.anyOf(socket.ended(), stopped).get();
            lines.end();
            return stopped.isDone()
                    ? result(Processes.End.STOPPED, -1, clock.elapsed().minus(began))
                    : ended(clock.elapsed().minus(began));
        } catch (ExecutionException e) {
            IOException ours = refused;
            if (ours != null) {
                throw ours;
            }
            throw lost(e.getCause() == null ? e : e.getCause());
        }
    }

    private static void begin(PodSocket socket, String input) throws InterruptedException {
        byte[] first = input.getBytes(StandardCharsets.UTF_8);
        try {
            if (first.length > 0) {
                socket.send(IN, first, first.length);
            }
        } catch (IOException over) {
            // It has ended already, and its last word says why.
            return;
        }
    }

    private String path() {
        // The order is the program's arguments'.
        String arguments = command.stream()
                .map(argument -> "command=" + ApiPaths.segment(argument))
                .collect(Collectors.joining("&"));
        String container = pod.container()
                .map(name -> "&container=" + ApiPaths.segment(name))
                .orElse("");
        return ApiPaths.pod(pod) + "/exec?stdin=true&stdout=true&stderr=true" + container + "&" + arguments;
    }

    private void take(int channel, byte[] content) throws IOException {
        switch (channel) {
            case OUT -> write(content);
            case ERR -> lines.take(List.of(ByteBuffer.wrap(content)));
            case END -> end.append(new String(content, StandardCharsets.UTF_8));
            default -> {
                // A server that counts further channels says nothing in them that concerns us.
            }
        }
    }

    private void write(byte[] content) throws IOException {
        try {
            out.write(content);
        } catch (IOException e) {
            refused = e;
            throw e;
        }
    }

    private void line(String line) {
        if (err.length() < KEPT) {
            err.append(line).append('\n');
        }
        output.line(Processes.Stream.ERR, line);
    }

    /** The last word is a Status: a success, an exit code, or why the program was not run. */
    private Processes.Result ended(Duration took) {
        KubeObject status;
        try {
            status = new KubeObject(Json.object(end.toString()));
        } catch (IOException none) {
            throw lost(new IOException("the connection ended before the program did"));
        }
        if (status.text("status").filter("Success"::equals).isPresent()) {
            return result(Processes.End.EXITED, 0, took);
        }
        Optional<Integer> code = code(status);
        if (code.isPresent()) {
            return result(Processes.End.EXITED, code.get(), took);
        }
        if (!err.isEmpty()) {
            // A runtime that does not tell exit codes; the program has told what is wrong itself.
            return result(Processes.End.EXITED, 1, took);
        }
        err.append(status.text("message").orElse("the pod does not say why"));
        return result(Processes.End.NOT_STARTED, -1, took);
    }

    private static Optional<Integer> code(KubeObject status) {
        if (status.at("details", "causes").orElse(List.of()) instanceof List<?> causes) {
            return causes.stream()
                    .filter(cause -> cause instanceof Map<?, ?> map && "ExitCode".equals(map.get("reason")))
                    .map(cause -> String.valueOf(((Map<?, ?>) cause).get("message")))
                    .filter(text -> text.matches("\\d{1,9}"))
                    .map(Integer::valueOf)
                    .findFirst();
        }
        return Optional.empty();
    }

    private Processes.Result result(Processes.End how, int code, Duration took) {
        return new Processes.Result(how, code, "", err.toString(), took);
    }

    private Failed lost(Throwable why) {
        return new Failed(Failure.of(
                FailureClass.Unreachable,
                "%s in %s was lost: %s".formatted(command.getFirst(), pod.shown(), Unreachable.words(why)),
                "Check that the pod still runs and that the API server answers, then try again."));
    }
}
