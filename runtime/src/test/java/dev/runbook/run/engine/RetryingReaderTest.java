package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.StopRequests;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetryingReaderTest {
    private final EngineHarness theatre = new EngineHarness();

    @BeforeEach
    void theServerIsAway() {
        theatre.objects.silence = Optional.of(Failure.of(FailureClass.Unreachable, "the API server does not answer"));
    }

    private String look() throws InterruptedException {
        return theatre.run("""
                step "Look" do
                  note "there" if service("coderd").exists?
                  note "looked"
                ensure
                  note "cleaned up"
                end
                """);
    }

    @Test
    void a_server_that_comes_back_within_a_minute_is_waited_for_and_that_is_said() throws Exception {
        theatre.time.after(Duration.ofSeconds(3), () -> theatre.objects.silence = Optional.empty());
        String story = look();
        assertTrue(story.contains("note looked\n") && story.endsWith("the end DONE\n"), story);
        assertEquals(
                List.of("0s of 60s: the API server does not answer", "2s of 60s: the API server does not answer"),
                theatre.troubles);
    }

    @Test
    void a_server_that_stays_away_ends_the_run_after_a_minute_and_what_was_to_be_cleaned_up_is() throws Exception {
        String story = look();
        assertTrue(story.contains("failed Unreachable: the API server does not answer\nnote cleaned up\n"), story);
        assertEquals(Duration.ofMinutes(1), theatre.time.elapsed());
    }

    @Test
    void a_person_who_wants_to_stop_need_not_wait() throws Exception {
        theatre.time.after(Duration.ofSeconds(3), () -> theatre.wishes.become(StopRequests.StopRequest.CLEANLY));
        String story = look();
        assertTrue(story.contains("note cleaned up\n") && story.contains("the end INTERRUPTED"), story);
        assertEquals(Duration.ofSeconds(3), theatre.time.elapsed());
    }

    @Test
    void whatever_else_is_wrong_is_no_reason_to_wait() throws Exception {
        theatre.objects.silence = Optional.of(Failure.of(FailureClass.Forbidden, "you may not list services"));
        assertTrue(look().contains("failed Forbidden: you may not list services"));
        assertEquals(Duration.ZERO, theatre.time.elapsed());
    }
}
