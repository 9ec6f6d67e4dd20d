package dev.runbook.provider.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.port.Clock;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CachingDnsTest {
    private static final Dns.Query QUESTION =
            new Dns.Query("coder.example.com", Optional.empty(), Set.of("A"), Duration.ofSeconds(1), List.of());

    private Duration now = Duration.ZERO;
    private int asked;

    private Dns caching(boolean authoritative, Duration ttl) {
        Dns dns = new Dns() {
            @Override
            public List<Response> ask(Query question) {
                asked++;
                return List.of(new Response(
                        "ns1", List.of(new ResourceRecord("A", "203.0.113.7", ttl)), List.of(), authoritative, ""));
            }

            @Override
            public Primary primary(Query question) {
                throw new UnsupportedOperationException();
            }

            @Override
            public UpdateResult update(Update update, Processes.Output output) {
                throw new UnsupportedOperationException();
            }
        };
        Clock clock = new Clock() {
            @Override
            public Instant now() {
                return Instant.EPOCH.plus(now);
            }

            @Override
            public Duration elapsed() {
                return now;
            }

            @Override
            public void sleep(Duration duration) {
                now = now.plus(duration);
            }
        };
        return new CachingDns(dns, clock, Duration.ofSeconds(5));
    }

    private void askFor(Dns dns, int seconds) throws InterruptedException {
        for (int i = 0; i < seconds; i++) {
            dns.ask(QUESTION);
            now = now.plusSeconds(1);
        }
    }

    @Test
    void a_server_that_speaks_for_the_zone_is_asked_every_so_often() throws Exception {
        askFor(caching(true, Duration.ofHours(1)), 20);
        assertEquals(4, asked);
    }

    @Test
    void one_that_remembers_is_asked_when_its_answer_ends() throws Exception {
        askFor(caching(false, Duration.ofSeconds(10)), 20);
        assertEquals(2, asked);
    }

    @Test
    void one_that_remembers_for_very_long_is_asked_all_the_same() throws Exception {
        askFor(caching(false, Duration.ofHours(1)), 60);
        assertEquals(2, asked);
    }
}
