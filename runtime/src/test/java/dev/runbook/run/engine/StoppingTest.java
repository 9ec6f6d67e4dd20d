package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.StopRequests.StopRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Time limits, and a person who wants to stop. */
class StoppingTest {
    private final EngineHarness theatre = new EngineHarness();

    @Test
    void a_step_that_takes_longer_than_its_timeout_is_ended_and_its_inner_steps_clean_up() throws Exception {
        theatre.programs.takes("slow", Duration.ofHours(1));
        assertEquals("""
                step 1 Outer
                step 1.1 Inner
                do slow
                failed Timeout: the step "Outer" took longer than its timeout of 15m
                do clean inner
                end 1.1 FAILED
                rescue Timeout
                do mend
                do clean outer
                end 1 RECOVERED
                the end RECOVERED
                """, theatre.run("""
                step "Outer", timeout: 15.minutes do
                  step "Inner" do
                    run "slow"
                  ensure
                    run "clean inner"
                  end
                rescue Timeout
                  run "mend"
                ensure
                  run "clean outer"
                end
                """));
        assertEquals(Duration.ofMinutes(15), theatre.time.elapsed());
    }

    @Test
    void a_timeout_of_an_attempt_leaves_the_next_attempt_its_own_time() throws Exception {
        theatre.programs.takes("slow", Duration.ofMinutes(2));
        theatre.programs.takes("slow", Duration.ofSeconds(50));
        String story = theatre.run("""
                step "Try", timeout: 1.minute, retries: 1 do
                  run "slow"
                end
                """);
        assertTrue(story.endsWith("end 1 DONE\nthe end DONE\n"), story);
    }

    @Test
    void a_timeout_does_not_count_the_time_in_which_the_whole_process_stood_still() throws Exception {
        String done = standingStillForNineHours("wait 50.seconds");
        assertTrue(done.endsWith("end 1 DONE\nthe end DONE\n"), done);
    }

    @Test
    void a_timeout_is_over_after_its_own_time_when_the_whole_process_stood_still() throws Exception {
        String late = standingStillForNineHours("wait 10.hours");
        assertTrue(late.contains("failed Timeout: the step \"Try\" took longer than its timeout of 1m"), late);
        assertEquals(Duration.ofHours(9).plusSeconds(60), theatre.time.elapsed());
    }

    /** The story of a step that has a minute, and in which the process stands still after 20 seconds. */
    private String standingStillForNineHours(String task) throws Exception {
        theatre.time.after(Duration.ofSeconds(20), () -> theatre.time.stand(Duration.ofHours(9)));
        return theatre.run("""
                step "Try", timeout: 1.minute do
                  %s
                end
                """.formatted(task));
    }

    @Test
    void a_wish_to_stop_ends_a_pause_runs_ensure_and_rescues_nothing() throws Exception {
        theatre.time.after(Duration.ofSeconds(3), () -> theatre.wishes.become(StopRequest.CLEANLY));
        assertEquals("""
                step 1 Outer
                step 1.1 Inner
                do wait 5m
                failed Cancelled: stopped by a person
                do clean inner
                end 1.1 FAILED
                do clean outer
                end 1 FAILED
                the end INTERRUPTED: stopped by a person
                """, theatre.run("""
                step "Outer" do
                  step "Inner" do
                    wait 5.minutes
                  ensure
                    run "clean inner"
                  end
                rescue
                  run "never"
                ensure
                  run "clean outer"
                end
                """));
        assertEquals(Duration.ofSeconds(3), theatre.time.elapsed());
    }

    @Test
    void a_wish_to_stop_between_two_tasks_lets_the_first_end_and_starts_no_other() throws Exception {
        theatre.programs.on("one", output -> {
            theatre.wishes.become(StopRequest.CLEANLY);
            return ScriptedPrograms.exited(0, "", "");
        });
        assertEquals("""
                step 1 One
                do one
                end 1 FAILED
                the end INTERRUPTED: stopped by a person
                """, theatre.run("""
                step "One" do
                  run "one"
                  run "two"
                end
                """));
    }

    @Test
    void a_wish_to_stop_while_it_pauses_before_another_attempt_still_cleans_up() throws Exception {
        theatre.programs.fails("try", "busy");
        theatre.time.after(Duration.ofSeconds(3), () -> theatre.wishes.become(StopRequest.CLEANLY));
        assertEquals("""
                step 1 Try
                do try
                failed CommandFailed: busy
                attempt 2 of 2 in 10 s
                do clean
                end 1 FAILED
                the end INTERRUPTED: busy
                """, theatre.run("""
                step "Try", retries: 1, every: 10.seconds do
                  run "try"
                ensure
                  run "clean"
                end
                """));
    }

    @Test
    void a_wish_to_stop_now_cleans_up_nothing() throws Exception {
        theatre.time.after(Duration.ofSeconds(3), () -> theatre.wishes.become(StopRequest.NOW));
        String story = theatre.run("""
                step "Try" do
                  wait 5.minutes
                ensure
                  run "clean"
                end
                """);
        assertTrue(story.endsWith("end 1 FAILED\nthe end INTERRUPTED: stopped by a person\n"), story);
        assertEquals(List.of(), theatre.programs.ran);
    }
}
