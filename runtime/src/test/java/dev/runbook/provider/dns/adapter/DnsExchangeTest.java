package dev.runbook.provider.dns.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DnsExchangeTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Test
    void a_problem_without_words_of_its_own_is_told_in_ours() {
        assertEquals("the connection was closed before an answer came", DnsExchange.problem(new EOFException(), LIMIT));
        assertEquals(
                "the connection was closed before an answer came", DnsExchange.problem(new IOException(" "), LIMIT));
        assertEquals("Connection reset", DnsExchange.problem(new IOException("Connection reset"), LIMIT));
        assertEquals("no answer within 2 s", DnsExchange.problem(new IOException("timed out"), LIMIT));
        assertEquals("no name server listens there", DnsExchange.problem(new ConnectException(), LIMIT));
    }
}
