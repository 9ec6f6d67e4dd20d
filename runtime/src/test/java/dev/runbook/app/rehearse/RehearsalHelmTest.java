package dev.runbook.app.rehearse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.port.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RehearsalHelmTest {
    private final List<Processes.Request> started = new ArrayList<>();
    private final List<List<String>> others = new ArrayList<>();
    private final RehearsalHelm programs = new RehearsalHelm(
            new RecordingPrograms(request -> started.add(request)),
            "/opt/helm",
            Map.of("KUBECONFIG", "/embedded"),
            new RecordingPrograms(request -> others.add(request.arguments())));

    @Test
    void helm_sees_the_embedded_cluster_alone_whatever_the_runbook_gives_it() throws Exception {
        programs.run(
                new Processes.Request(
                        List.of("helm", "status", "coder"), Map.of("KUBECONFIG", "/production"), Optional.empty()),
                Processes.Output.NONE);
        assertEquals(List.of("/opt/helm", "status", "coder"), started.getFirst().arguments());
        assertEquals("/embedded", started.getFirst().environment().get("KUBECONFIG"));
    }

    @Test
    void no_other_program_is_started() throws Exception {
        programs.run(Processes.Request.of(List.of("kubectl", "get", "pods")), Processes.Output.NONE);
        assertEquals(List.of(), started);
        assertEquals(List.of(List.of("kubectl", "get", "pods")), others);
    }

    private record RecordingPrograms(Consumer<Request> started) implements Processes {
        @Override
        public Result run(Request request, Output output) {
            started.accept(request);
            return new Result(End.EXITED, 0, "", "", Duration.ZERO);
        }

        @Override
        public boolean runs(long pid, Instant started) {
            return false;
        }

        @Override
        public List<Running> adopt(long pid) {
            return List.of();
        }

        @Override
        public Optional<String> find(String program) {
            return Optional.of(program);
        }
    }
}
