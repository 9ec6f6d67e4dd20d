package dev.runbook.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.port.Clock;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlanningLineTest {
    /** Time that a test sets. */
    private static final class SetTime implements Clock {
        private Duration passed = Duration.ofHours(3);

        @Override
        public Instant now() {
            return Instant.EPOCH.plus(passed);
        }

        @Override
        public Duration elapsed() {
            return passed;
        }

        @Override
        public void sleep(Duration duration) {
            passed = passed.plus(duration);
        }
    }

    private final SetTime time = new SetTime();
    private final StringWriter written = new StringWriter();
    private PlanningLine line = at(true);

    private PlanningLine at(boolean live) {
        return new PlanningLine(written, new RunView.Screen(live, Style.PLAIN, () -> 40), time);
    }

    private String seen() {
        VirtualScreen terminal = new VirtualScreen(40);
        terminal.write(written.toString());
        return terminal.text();
    }

    @Test
    void what_is_asked_stands_in_one_line_that_is_gone_in_the_end() {
        time.sleep(Duration.ofSeconds(2));
        line.asks("helm repo update");
        assertEquals("planning, 2 s: helm repo update\n", seen());
        time.sleep(Duration.ofSeconds(5));
        line.tick();
        assertEquals("planning, 7 s: helm repo update\n", seen());
        line.asks("helm upgrade a-release ./and-a-chart");
        assertEquals("planning, 7 s: helm upgrade a-release …\n", seen());
        line.close();
        assertEquals("\n", seen());
        line.tick();
        line.asks("too late");
        assertEquals("\n", seen());
    }

    @Test
    void whoever_gets_an_answer_at_once_sees_no_word_of_it() {
        line.asks("helm repo update");
        line.close();
        assertEquals("", written.toString());
    }

    @Test
    void nothing_is_said_where_no_line_can_be_drawn_again() {
        line = at(false);
        time.sleep(Duration.ofSeconds(9));
        line.asks("helm repo update");
        line.tick();
        line.close();
        assertEquals("", written.toString());
    }
}
