package dev.runbook.rehearsal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortDurationTest {
    @ParameterizedTest
    @CsvSource({
        "PT-5S, 0s",
        "PT0S, 0s",
        "PT119S, 119s",
        "PT120S, 2m",
        "PT9M59S, 9m59s",
        "PT10M5S, 10m",
        "PT2H59M, 179m",
        "PT3H, 3h",
        "PT7H59M, 7h59m",
        "PT47H, 47h",
        "P2D, 2d",
        "P7DT23H, 7d23h",
        "P8DT5H, 8d",
        "P729D, 729d",
        "P800D, 2y70d",
        "P3650D, 10y"
    })
    void it_is_as_kubectl_has_it(Duration duration, String shown) {
        assertEquals(shown, ShortDuration.of(duration));
    }
}
