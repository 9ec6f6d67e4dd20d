package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.failure.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The public address before and after: who has DNS records must hear of every change, and of nothing else. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class AddressIT {
    @TempDir
    Path folder;

    private OperatorSandbox place(int helm) throws IOException {
        Files.writeString(folder.resolve("mine.yml"), "{}\n");
        return new OperatorSandbox(folder, helm);
    }

    /** The chart's service with an annotation of the testbed from 1.16.1 on, and another name from 1.16.0 on. */
    private static Map<String, String> service(String name, String annotation) {
        return Map.of("service.yaml", """
                apiVersion: v1
                kind: Service
                metadata:
                  name: {{ if semverCompare ">=1.16.0" .Chart.Version }}NAME{{ else }}ingress-nginx{{ end }}
                  annotations:
                    testbed.runbook.dev/release-after: 1s
                    {{ if semverCompare ">=1.16.1" .Chart.Version }}ANNOTATION{{ end }}
                spec:
                  type: LoadBalancer
                  selector: {app: coder}
                  ports: [{name: http, port: 80}]
                """.replace("NAME", name).replace("ANNOTATION", annotation));
    }

    @Test
    void an_address_that_became_several_names_and_numbers_is_told() throws Exception {
        try (OperatorSandbox place = place(3)) {
            String url = place.serve(
                    Charts.coder(
                            service("ingress-nginx", "testbed.runbook.dev/address: \"lb.acme.example,203.0.113.7\"")),
                    "1.15.0",
                    "1.16.1");
            place.install(url, "1.15.0");
            Run run = place.updateCoder(
                            url,
                            "version=1.16.1",
                            "host=coder.acme.example",
                            "health=none",
                            "devurl_host=*.dev.acme.example",
                            "--yes",
                            "--yes-destroy")
                    .ends(0);
            run.says("Point coder.acme.example at 203.0.113.7, lb.acme.example")
                    .says("Point *.dev.acme.example at 203.0.113.7, lb.acme.example");
        }
    }

    @Test
    void a_new_service_of_a_clean_update_is_told_too() throws Exception {
        try (OperatorSandbox place = place(4)) {
            String url = place.serve(Charts.coder(service("coderd", "")), "1.15.0", "1.16.0");
            place.install(url, "1.15.0");
            Run run = place.updateCoder(
                            url,
                            "version=1.16.0",
                            "host=coder.acme.example",
                            "health=none",
                            "--yes",
                            "--answer=losses of Upgrade Coder=yes")
                    .ends(0);
            List<String> fresh = place.objects.awaitAddresses("coderd");
            run.step("Upgrade Coder", "done").says("Point coder.acme.example at " + fresh.getFirst());
        }
    }

    /** Helm 4 does not wait for the address of a load balancer. */
    @Test
    void no_address_in_time_ends_the_run_and_names_the_service() throws Exception {
        try (OperatorSandbox place = place(4)) {
            String url = place.serve(
                    Charts.coder(service("coderd", "testbed.runbook.dev/address-after: never")), "1.16.0", "1.16.1");
            place.helm("install", "coder", "coder", "--repo=" + url, "--version=1.16.0");
            place.objects.awaitAddresses("coderd");
            Run run = place.updateCoder(url, "version=1.16.1", "limit=12s", "--yes", "--yes-destroy")
                    .ends(1);
            assertEquals(FailureClass.Timeout, run.firstFailure());
            assertEquals("rescue ImmutableField", run.rescues());
            run.step("Install Coder again", "done").step("Point DNS at the new address", "failed");
            run.says("service/coderd no address yet");
        }
    }
}
