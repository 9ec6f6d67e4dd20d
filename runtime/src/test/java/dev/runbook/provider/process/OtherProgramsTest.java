package dev.runbook.provider.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherProgramsTest {
    private static Failure failure(String said, String... command) {
        return new FailureRecognition(ShippedProviders.ALL.knownFailures())
                .recognise(
                        List.of(command),
                        new Processes.Result(Processes.End.EXITED, 1, "", said, Duration.ofSeconds(1)));
    }

    @Test
    void what_to_do_about_helm_is_not_told_of_another_program_that_uses_its_words() {
        Failure npm = failure("npm ERR! context deadline exceeded", "npm", "install");
        assertEquals(FailureClass.NotReady, npm.kind());
        assertEquals(List.of("See in the output of npm what went wrong."), npm.advice());
        assertEquals(
                List.of("See in the output of acme-deploy what went wrong."),
                failure("Error: release: not found", "acme-deploy").advice());
    }

    @Test
    void a_program_that_runs_helm_or_kubectl_gets_their_advice() {
        String said = "Error: release: not found";
        for (List<String> command : List.of(
                List.of("helm", "status", "a"),
                List.of("/opt/helm-v3", "status"),
                List.of("sh", "-c", "helm status a"))) {
            assertTrue(
                    failure(said, command.toArray(String[]::new))
                            .advice()
                            .getFirst()
                            .contains("helm list"),
                    command::toString);
        }
    }
}
