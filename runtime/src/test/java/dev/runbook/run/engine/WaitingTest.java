package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.Value;
import dev.runbook.run.journal.Entry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waits, from the first look to what is said when their time is over. */
class WaitingTest {
    private final EngineHarness theatre = new EngineHarness();

    @Test
    void a_wait_of_15_minutes_ends_when_the_condition_holds() throws Exception {
        theatre.objects.has(LOAD_BALANCER);
        theatre.time.after(Duration.ofMinutes(14), () -> theatre.objects.loses("ingress-nginx"));
        assertTrue(theatre.run("""
                step "Wait" do
                  old = service("ingress-nginx")
                  wait up_to: 15.minutes until old.gone?
                end
                """).endsWith("end 1 DONE\nthe end DONE\n"));
        assertEquals(Duration.ofMinutes(14), theatre.time.elapsed());
    }

    @Test
    void a_wait_that_runs_out_of_time_says_what_is_left_why_and_what_to_do() throws Exception {
        theatre.objects.has(LOAD_BALANCER);
        String story = theatre.run("""
                step "Wait" do
                  old = service("ingress-nginx")
                  wait up_to: 15.minutes until old.gone?
                end
                """);
        Failure failure = theatre.entries.stream()
                .filter(Entry.Ended.class::isInstance)
                .map(e -> ((Entry.Ended) e).failure().orElseThrow())
                .findFirst()
                .orElseThrow();
        assertTrue(story.contains("failed Timeout: not within 15m: old.gone?, 1 left\n"), story);
        assertTrue(failure.output().startsWith("service/ingress-nginx  Terminating"), failure.output());
        assertTrue(
                failure.output().contains("finalizer service.kubernetes.io/load-balancer-cleanup"), failure.output());
        assertTrue(failure.output().contains("quota exceeded"), failure.output());
        assertTrue(
                failure.advice().getFirst().contains("load balancer controller"),
                failure.advice().toString());
        assertTrue(
                failure.advice().toString().contains("kubectl describe service/ingress-nginx --namespace=coder"),
                failure.advice().toString());
    }

    @Test
    void time_in_which_the_whole_process_stood_still_is_no_time_of_the_wait() throws Exception {
        theatre.time.after(Duration.ofSeconds(1), () -> theatre.time.stand(Duration.ofHours(1)));
        theatre.time.after(Duration.ofHours(1).plusSeconds(3), () -> theatre.files.put("go", ""));
        assertTrue(theatre.run("""
                step "Wait" do
                  wait up_to: 4.seconds until file.exists?("go")
                end
                """).endsWith("end 1 DONE\nthe end DONE\n"));
    }

    @Test
    void a_wait_ends_at_once_when_its_fail_if_holds() throws Exception {
        assertTrue(theatre.run("""
                step "Wait" do
                  wait up_to: 15.minutes, fail_if: file.exists?("stop") until file.exists?("go")
                end
                """).contains("not within"));
        EngineHarness second = new EngineHarness();
        second.files.put("stop", "");
        assertTrue(second.run("""
                step "Wait" do
                  wait up_to: 15.minutes, fail_if: file.exists?("stop") until file.exists?("go")
                end
                """).contains("failed AssertionFailed: the wait is over: file.exists?(\"stop\")"));
        assertEquals(Duration.ZERO, second.time.elapsed());
    }

    @Test
    void a_condition_must_hold_for_as_long_as_the_wait_says() throws Exception {
        theatre.files.put("go", "");
        theatre.time.after(Duration.ofSeconds(20), () -> theatre.files.remove("go"));
        theatre.time.after(Duration.ofSeconds(40), () -> theatre.files.put("go", ""));
        theatre.run("""
                step "Wait" do
                  wait up_to: 15.minutes, stable_for: 30.seconds until file.exists?("go")
                end
                """);
        assertEquals(Duration.ofSeconds(70), theatre.time.elapsed());
    }

    /** Helm takes some hundred milliseconds, and is asked anew every five seconds. */
    @Test
    @Timeout(20)
    void a_change_is_noticed_while_helm_is_asked_anew() throws Exception {
        theatre.objects.has(LOAD_BALANCER);
        theatre.programs.prints("helm version --template={{.Version}}", "v3.22.0");
        theatre.programs.fails("helm history*", "Error: release: not found");
        CountDownLatch never = new CountDownLatch(1);
        theatre.programs.on("helm history*", output -> {
            theatre.objects.loses("ingress-nginx");
            theatre.changes.release();
            never.await();
            throw new IllegalStateException("nobody lets helm go on");
        });
        assertTrue(theatre.run("""
                step "Wait" do
                  old = service("ingress-nginx")
                  wait up_to: 15.minutes until old.gone? && !helm.release?("coder")
                end
                """).endsWith("end 1 DONE\nthe end DONE\n"));
        assertEquals(Duration.ofSeconds(5), theatre.time.elapsed());
    }

    private static final String LOAD_BALANCER = """
            apiVersion: v1
            kind: Service
            metadata:
              name: ingress-nginx
              namespace: coder
              uid: u1
              deletionTimestamp: "2026-11-23T21:00:00Z"
              finalizers: [service.kubernetes.io/load-balancer-cleanup]
            spec: {type: LoadBalancer}
            """;

    @Test
    void a_wait_for_what_can_never_change_is_over_at_once() throws InterruptedException {
        String story = theatre.run("""
                there = service("web").exists?
                step "Wait" do
                  wait up_to: 15.minutes until there
                end
                """);
        assertTrue(story.contains("failed AssertionFailed: the wait can never be over: there looks nothing up"), story);
        assertEquals(Duration.ZERO, theatre.time.elapsed());
    }

    @Test
    void a_wait_for_a_name_that_nothing_can_have_is_over_at_once() throws InterruptedException {
        theatre.inputs.put("name", Value.of("Web_1"));
        String story = theatre.run("""
                param :name, "Name of a service"
                step "Wait" do
                  wait up_to: 15.minutes until service(name).exists?
                end
                """);
        assertTrue(story.contains("\"Web_1\" cannot be the name of a service: did you mean web-1?"), story);
    }
}
