package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import dev.runbook.provider.dns.adapter.Bind;
import dev.runbook.provider.dns.adapter.Relay;
import dev.runbook.provider.kube.adapter.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A load balancer whose addresses change while names are pointed at them, or afterwards: with a real BIND. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class NamesFollowIT {
    private static final String HOST = "coder.runbook.test";
    private static final String DEVURLS = "*.dev.runbook.test";
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private Bind bind;

    @BeforeAll
    static void serversAreHere() {
        Prerequisite.CONTROL_PLANE.orSkip();
        Prerequisite.BIND.orSkip();
    }

    @BeforeEach
    void serve() throws Exception {
        Files.writeString(folder.resolve("mine.yml"), "service:\n  testbed.runbook.dev/release-after: 1s\n");
        bind = Bind.primary(Files.createDirectory(folder.resolve("bind")));
    }

    @AfterEach
    void stop() {
        bind.close();
    }

    private static Map<String, String> secrets() {
        return Map.of("RUNBOOK_PARAM_DNS_KEY", Bind.key());
    }

    /** An update that stands still until the test lets it go on. */
    private Path standingStill(String where) throws IOException {
        return Files.writeString(folder.resolve("edition.rb"), """
                runbook "Update Coder and stand still"

                extends "update-coder.rb"

                %s do
                  step "Stand still" do
                    wait up_to: 90.seconds, every: 1.seconds until file.exists?("go")
                  end
                end
                """.formatted(where));
    }

    private Program starts(String runbook, OperatorSandbox place, String url, String... more) throws IOException {
        return place.execStarts(
                place.helm(),
                secrets(),
                runbook,
                OperatorSandbox.with(
                        more,
                        "repo_url=" + url,
                        "version=1.16.1",
                        "host=" + HOST,
                        "devurl_host=" + DEVURLS,
                        "health=none",
                        "dns_server=" + bind.at(),
                        "--yes",
                        "--yes-destroy"));
    }

    /** In a plan the name server is asked, too, and is sent nothing that changes it. */
    private void foretold(OperatorSandbox place, Map<String, String> environment, String url, int exit, String verdict)
            throws IOException, InterruptedException {
        List<String> before = at(HOST);
        Program.Ended plan = place.foreseeStarts(
                        place.helm(),
                        environment,
                        "update-coder.rb",
                        "repo_url=" + url,
                        "version=1.16.1",
                        "host=" + HOST,
                        "dns=rfc2136",
                        "dns_server=" + bind.at())
                .end();
        assertEquals(exit, plan.exit(), plan.said());
        assertTrue(plan.said().contains(verdict), plan.said());
        assertTrue(plan.said().contains(bind.at()) || exit == 0, plan.said());
        assertEquals(before, at(HOST));
    }

    private static void awaitWords(Program program, String words) throws InterruptedException {
        Testbed.eventually(
                LONG,
                words,
                () -> program.said().contains(words) || !program.process().isAlive());
    }

    private static void give(OperatorSandbox place, String... addresses) {
        List<Map<String, String>> ingress =
                Arrays.stream(addresses).map(ip -> Map.of("ip", ip)).toList();
        place.objects.patch(
                "service",
                "ingress-nginx/status",
                Map.of("status", Map.of("loadBalancer", Map.of("ingress", ingress))));
    }

    private List<String> at(String name) throws InterruptedException {
        return bind.addresses(name).stream().sorted().toList();
    }

    @Test
    void a_second_address_that_comes_late_is_served_at_the_end() throws Exception {
        try (Relay _ = bind.forged();
                OperatorSandbox place = new OperatorSandbox(folder, 3)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            String before = place.install(url, "1.15.0").getFirst();
            bind.point(HOST, before);
            foretold(place, secrets(), url, 0, "WILL FAIL AND BE RECOVERED.");
            foretold(place, Map.of(), url, 1, "WILL FAIL: ");
            Path edition = standingStill("before \"Check that everything the release owns is there and ready\"");
            Program program = starts(edition.toString(), place, url, "dns=rfc2136");
            awaitWords(program, "Stand still");
            String first = place.objects.awaitAddresses("ingress-nginx").getFirst();
            assertEquals(List.of(first), at(HOST));

            give(place, first, "203.0.113.99");
            Files.createFile(folder.resolve("go"));

            Run run = place.ended(program).ends(0);
            run.says(HOST + " points at " + first).says("coder answers at " + first + ", 203.0.113.99");
            assertEquals(List.of(first, "203.0.113.99"), at(HOST));
            assertEquals(List.of(first, "203.0.113.99"), at("mine.dev.runbook.test"));
        }
    }

    @Test
    void by_hand_it_is_asked_for_once_more_and_only_then() throws Exception {
        try (Relay _ = bind.forged();
                OperatorSandbox place = new OperatorSandbox(folder, 4)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            bind.point(HOST, place.install(url, "1.15.0").getFirst());
            Path edition = standingStill("before \"Check that everything the release owns is there and ready\"");
            Program program = starts(edition.toString(), place, url);
            awaitWords(program, "Stand still");
            String fresh = place.objects.awaitAddresses("ingress-nginx").getFirst();
            // The person does as the run asked, and then the address is another one.
            bind.point(HOST, fresh);
            bind.point(DEVURLS, fresh);
            give(place, "203.0.113.99");
            Files.createFile(folder.resolve("go"));

            Run run = place.ended(program).ends(0);
            run.says("Point " + HOST + " at " + fresh + " with your DNS provider")
                    .says(HOST + " points at " + fresh)
                    .says("coder answers at 203.0.113.99")
                    .says("Point " + HOST + " at 203.0.113.99 with your DNS provider");
        }
    }

    @Test
    void by_hand_nothing_is_asked_for_twice_where_the_names_point_right() throws Exception {
        try (Relay _ = bind.forged();
                OperatorSandbox place = new OperatorSandbox(folder, 4)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            bind.point(HOST, place.install(url, "1.15.0").getFirst());
            Path edition = standingStill("before \"Check that everything the release owns is there and ready\"");
            Program program = starts(edition.toString(), place, url);
            awaitWords(program, "Stand still");
            String fresh = place.objects.awaitAddresses("ingress-nginx").getFirst();
            bind.point(HOST, fresh);
            bind.point(DEVURLS, fresh);
            Files.createFile(folder.resolve("go"));

            place.ended(program)
                    .ends(0)
                    .step("Compare the names with the addresses once more", "done")
                    .doesNotSay("points at");
        }
    }

    /** The run dies while it waits for a name server that is silent; the cloud gives another address meanwhile. */
    @Test
    void a_run_that_is_carried_on_points_nothing_at_an_address_that_was() throws Exception {
        try (OperatorSandbox place = new OperatorSandbox(folder, 3)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            String before = place.install(url, "1.15.0").getFirst();
            bind.point(HOST, before);
            Program program = starts("update-coder.rb", place, url, "dns=rfc2136");
            awaitWords(program, "ns2.runbook.test");
            String first = place.objects.awaitAddresses("ingress-nginx").getFirst();
            assertNotEquals(before, first);
            assertEquals(List.of(first), at(HOST));
            program.kill();

            give(place, "203.0.113.99");
            try (Relay _ = bind.forged()) {
                place.resume(secrets(), "--yes", "--yes-destroy").ends(0);
            }
            assertEquals(List.of("203.0.113.99"), at(HOST));
            assertEquals(List.of("203.0.113.99"), at("mine.dev.runbook.test"));
        }
    }

    /** It dies behind the step that has pointed the names, and the old address comes back: nothing stays at the one between. */
    @Test
    void nor_does_one_whose_names_were_pointed_already() throws Exception {
        try (Relay _ = bind.forged();
                OperatorSandbox place = new OperatorSandbox(folder, 4)) {
            String url = place.serve(Charts.coder(), "1.15.0", "1.16.1");
            String before = place.install(url, "1.15.0").getFirst();
            bind.point(HOST, before);
            bind.point(DEVURLS, before);
            Path edition = standingStill("before \"Check that everything the release owns is there and ready\"");
            Program program = starts(edition.toString(), place, url, "dns=rfc2136");
            awaitWords(program, "Stand still");
            assertNotEquals(List.of(before), at(HOST));
            program.kill();

            give(place, before);
            Files.createFile(folder.resolve("go"));
            place.resume(secrets(), "--yes", "--yes-destroy").ends(0);
            assertEquals(List.of(before), at(HOST));
            assertEquals(List.of(before), at("mine.dev.runbook.test"));
        }
    }
}
