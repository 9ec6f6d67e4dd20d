package dev.runbook.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UtcTimeTest {
    @Test
    void every_moment_has_its_seconds() {
        assertEquals("2026-11-30 02:27:05 UTC", UtcTime.words(Instant.parse("2026-11-30T02:27:05.987Z")));
        assertEquals("2026-11-30 02:27:00 UTC", UtcTime.words(Instant.parse("2026-11-30T02:27:00Z")));
        assertEquals("2026-11-30 00:00:00 UTC", UtcTime.words(Instant.parse("2026-11-30T00:00:00.001Z")));
    }
}
