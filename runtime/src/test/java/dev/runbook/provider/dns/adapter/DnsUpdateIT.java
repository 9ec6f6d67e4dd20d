package dev.runbook.provider.dns.adapter;

import static dev.runbook.provider.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.dns.Dns;
import dev.runbook.provider.dns.DnsLookup;
import dev.runbook.provider.dns.DnsMayUpdate;
import dev.runbook.provider.dns.DnsPointsAt;
import dev.runbook.provider.dns.DnsUpdate;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates and questions of a real BIND. */
class DnsUpdateIT {
    private static final String HOST = "coder.runbook.test";
    private static Bind bind;

    @TempDir
    static Path folder;

    private final Calls calls = new Calls("v3.22.0");

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        bind = Bind.primary(folder);
    }

    @AfterAll
    static void stop() {
        if (bind != null) {
            bind.close();
        }
    }

    @BeforeEach
    void asBefore() throws Exception {
        calls.dns = new NameServers();
        done(update(HOST, List.of("203.0.113.7")));
    }

    private Outcome update(String name, List<String> to, Object... options) throws InterruptedException {
        return update(Bind.key(), name, to, options);
    }

    private Outcome update(String key, String name, List<String> to, Object... options) throws InterruptedException {
        List<Object> all = new ArrayList<>(Arrays.asList(options));
        if (!all.contains("at")) {
            all.addAll(List.of("at", bind.at()));
        }
        if (!key.isEmpty()) {
            all.addAll(List.of("key", new Value.Secret("dns_key", key)));
        }
        Value target = new Value.List(texts(to.toArray(String[]::new)));
        return new DnsUpdate()
                .perform(
                        calls.call("dns.update", List.of(Value.of(name), target), all.toArray()),
                        Processes.Output.NONE);
    }

    private static String done(Outcome outcome) {
        return assertInstanceOf(Outcome.Done.class, outcome, outcome::toString).summary();
    }

    private static Failure failed(Outcome outcome) {
        return assertInstanceOf(Outcome.NotDone.class, outcome, outcome::toString)
                .failure();
    }

    private List<Value> lookup(String name, String... type) throws InterruptedException {
        List<Value> arguments = new ArrayList<>(texts(name));
        arguments.addAll(texts(type));
        return assertInstanceOf(
                        Value.List.class, new DnsLookup().read(calls.call("dns.lookup", arguments, "at", bind.at())))
                .items();
    }

    @Test
    void what_somebody_else_sends_is_passed_over_until_the_answer_comes() throws Exception {
        try (Relay _ = bind.forged()) {
            assertEquals(
                    texts("203.0.113.7"),
                    assertInstanceOf(
                                    Value.List.class,
                                    new DnsLookup().read(calls.call("dns.lookup", texts(HOST), "at", bind.relayed())))
                            .items());
        }
    }

    @Test
    void an_answer_that_is_too_long_for_a_datagram_is_asked_for_over_tcp() throws Exception {
        List<String> many =
                IntStream.range(1, 95).mapToObj(i -> "198.51.100." + i).sorted().toList();
        done(update(HOST, many));
        assertEquals(texts(many.toArray(String[]::new)), lookup(HOST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.999",
                "1.2.3",
                "1.2.3.4.5",
                "::g",
                "010.0.0.1",
                "0x7f.0.0.1",
                "127.1",
                "2130706433",
                "fe80::1%lo",
                "203.0.113.7:53",
                "1.2.3.0x4"
            })
    void what_only_looks_like_an_address_becomes_no_alias(String written) throws Exception {
        Failure failure = failed(update(HOST, List.of(written)));
        assertEquals(
                "the address is \"" + written + "\", which looks like an IP address but is not one", failure.summary());
        assertEquals(texts("203.0.113.7"), lookup(HOST));
    }

    @Test
    void an_address_is_changed_and_the_old_one_is_told() throws Exception {
        assertEquals(
                HOST
                        + " was A 203.0.113.7, TTL 5m and is A 198.51.100.4; resolvers may answer the old one for up to 5m",
                done(update(HOST, List.of("198.51.100.4"))));
        assertEquals(texts("198.51.100.4"), lookup(HOST));
        assertEquals(
                HOST + " is A 198.51.100.4 already: nothing was sent", done(update(HOST, List.of("198.51.100.4"))));
    }

    @Test
    void an_address_becomes_an_alias_and_addresses_of_both_families_again() throws Exception {
        done(update(HOST, List.of("lb.elsewhere.test")));
        assertEquals(texts("lb.elsewhere.test"), lookup(HOST));
        assertEquals(List.of(), lookup(HOST, "A"));
        done(update(HOST, List.of("198.51.100.4", "2001:DB8:0:0:0:0:0:4", "198.51.100.5")));
        assertEquals(texts("198.51.100.4", "198.51.100.5", "2001:db8::4"), lookup(HOST));
        assertEquals(texts("2001:db8::4"), lookup(HOST, "AAAA"));
    }

    @Test
    void only_the_type_that_is_named_is_changed() throws Exception {
        done(update(HOST, List.of("203.0.113.7", "2001:db8::7")));
        done(update(HOST, List.of("198.51.100.4"), "type", "A", "ttl", Duration.ofSeconds(30)));
        assertEquals(texts("198.51.100.4", "2001:db8::7"), lookup(HOST));
        assertEquals(
                HOST + " was A 198.51.100.4, AAAA 2001:db8::7, TTL 5m and is A 198.51.100.4"
                        + "; resolvers may answer the old one for up to 5m",
                done(update(HOST, List.of("198.51.100.4"))));
    }

    @Test
    void a_wildcard_is_changed_as_itself() throws Exception {
        done(update("*.dev.runbook.test", List.of("198.51.100.9")));
        assertEquals(texts("198.51.100.9"), lookup("anything.dev.runbook.test"));
        done(update("*.dev.runbook.test", List.of("203.0.113.7")));
    }

    @Test
    void a_name_that_a_wildcard_answers_for_gets_a_record_of_its_own() throws Exception {
        String name = "mine.dev.runbook.test";
        assertEquals(name + " is A 203.0.113.7 already: nothing was sent", done(update(name, List.of("203.0.113.7"))));
        done(update(name, List.of("198.51.100.4")));
        assertEquals(texts("198.51.100.4"), lookup(name));
        assertEquals(texts("203.0.113.7"), lookup("other.dev.runbook.test"));
    }

    @Test
    void a_name_without_a_record_gets_one_and_loses_it_again_when_it_is_undone() throws Exception {
        List<Value> old = lookup("fresh.runbook.test");
        assertEquals(List.of(), old);
        assertEquals(
                "fresh.runbook.test had no record and is A 198.51.100.4",
                done(update("fresh.runbook.test", List.of("198.51.100.4"))));
        assertEquals(
                "there is no address to point fresh.runbook.test at",
                failed(update("fresh.runbook.test", List.of())).summary());
        done(update("fresh.runbook.test", List.of(), "remove", true));
        assertEquals(List.of(), lookup("fresh.runbook.test"));
    }

    @Test
    void the_apex_takes_addresses_and_no_alias() throws Exception {
        done(update("runbook.test", List.of("198.51.100.1")));
        Failure failure = failed(update("runbook.test", List.of("lb.elsewhere.test")));
        assertEquals(
                "runbook.test is the apex of its zone, which cannot be an alias of lb.elsewhere.test",
                failure.summary());
        assertEquals(texts("198.51.100.1"), lookup("runbook.test"));
    }

    @Test
    void an_alias_is_refused_where_other_records_stand_and_the_address_stays() throws Exception {
        Failure failure = failed(update("told.runbook.test", List.of("lb.elsewhere.test")));
        assertEquals(
                "told.runbook.test has other records (TXT), and an alias cannot exist beside them", failure.summary());
        assertEquals(texts("203.0.113.7"), lookup("told.runbook.test"));
    }

    @Test
    void what_is_wrong_with_a_key_is_told_and_nothing_of_the_key() throws Exception {
        String other = "b3RoZXIgc2VjcmV0";
        Failure secret = failed(update("update-key:hmac-sha256:" + other, HOST, List.of("198.51.100.4")));
        assertEquals("name server " + bind.at() + " knows a key of this name, with another secret", secret.summary());
        Failure unknown = failed(update("nobody:hmac-sha256:" + other, HOST, List.of("198.51.100.4")));
        assertEquals("name server " + bind.at() + " does not know the key", unknown.summary());
        Failure weak = failed(update("weak-key:hmac-sha256:" + Bind.SECRET, HOST, List.of("198.51.100.4")));
        assertEquals("name server " + bind.at() + " refuses to change " + HOST + " with this key", weak.summary());
        Failure none = failed(update("", HOST, List.of("198.51.100.4")));
        assertEquals("name server " + bind.at() + " refuses to change " + HOST + " without a key", none.summary());
        for (Failure failure : List.of(secret, unknown, weak, none)) {
            assertEquals(FailureClass.Forbidden, failure.kind());
            assertFalse(failure.toString().contains(other) || failure.toString().contains(Bind.SECRET));
        }
        assertEquals(texts("203.0.113.7"), lookup(HOST));
    }

    private Value mayUpdate(String key, String name) throws InterruptedException {
        return new DnsMayUpdate()
                .read(calls.call(
                        "dns.may_update?", texts(name), "at", bind.at(), "key", new Value.Secret("dns_key", key)));
    }

    private Failure refused(String key, String name) {
        return assertThrows(Failed.class, () -> mayUpdate(key, name)).failure();
    }

    @Test
    void whether_a_key_may_change_a_name_is_found_out_and_nothing_changes() throws Exception {
        String oneName = Bind.key().replace("update-key", "one-name-key");
        String serial = lookup("runbook.test", "SOA").toString();
        assertEquals(Value.TRUE, mayUpdate(Bind.key(), HOST));
        assertEquals(Value.TRUE, mayUpdate(Bind.key(), "*.dev.runbook.test"));
        assertEquals(Value.TRUE, mayUpdate(Bind.key(), "fresh.runbook.test"));
        assertEquals(Value.TRUE, mayUpdate(Bind.key(), "named.runbook.test"));
        assertEquals(Value.TRUE, mayUpdate(oneName, HOST));
        for (Failure failure : List.of(
                refused(oneName, "*.dev.runbook.test"),
                refused(Bind.key().replace("update-key", "one-type-key"), HOST),
                refused(Bind.key().replace("update-key", "weak-key"), HOST))) {
            assertEquals(FailureClass.Forbidden, failure.kind());
            assertTrue(failure.summary().contains("refuses to change"), failure::summary);
        }
        assertEquals(
                "name server " + bind.at() + " does not know the key",
                refused(Bind.key().replace("update-key", "nobody"), HOST).summary());
        assertEquals(serial, lookup("runbook.test", "SOA").toString());
        assertEquals(texts("203.0.113.7"), lookup(HOST));
        assertEquals(List.of(), lookup("fresh.runbook.test"));
    }

    @Test
    void nobody_is_asked_where_the_runbook_says_not_to() throws Exception {
        assertEquals(Value.NIL, new DnsLookup().read(calls.call("dns.lookup", List.of(Value.NIL), "if", Value.FALSE)));
    }

    @Test
    void a_key_file_is_as_good_as_a_key() throws Exception {
        String file = """
                # written by tsig-keygen
                key "update-key" {
                \talgorithm hmac-sha256;
                \tsecret "%s";
                };
                """.formatted(Bind.SECRET);
        done(update(file, HOST, List.of("198.51.100.4")));
        calls.files.put("update.key", file);
        done(update("update.key", HOST, List.of("198.51.100.5")));
        assertEquals(texts("198.51.100.5"), lookup(HOST));
    }

    @Test
    void a_record_that_somebody_else_changes_meanwhile_is_not_overwritten() throws Exception {
        NameServers real = new NameServers();
        calls.dns = new Dns() {
            private boolean first = true;

            @Override
            public List<Response> ask(Query question) throws InterruptedException {
                return real.ask(question);
            }

            @Override
            public Primary primary(Query question) throws InterruptedException {
                return real.primary(question);
            }

            @Override
            public UpdateResult update(Update update, Processes.Output output) throws InterruptedException {
                if (first) {
                    first = false;
                    done(DnsUpdateIT.this.update(HOST, List.of("192.0.2.66")));
                }
                return real.update(update, output);
            }
        };
        Failure failure = failed(update(HOST, List.of("198.51.100.4")));
        assertEquals(
                HOST + " was A 203.0.113.7 a moment ago and is A 192.0.2.66 now: somebody else has just changed it",
                failure.summary());
        assertEquals(texts("192.0.2.66"), lookup(HOST));
    }

    @Test
    void a_record_that_is_not_as_the_runbook_expects_is_left_alone() throws Exception {
        Failure failure =
                failed(update(HOST, List.of("198.51.100.4"), "expect", new Value.List(texts("203.0.113.99"))));
        assertEquals(FailureClass.AssertionFailed, failure.kind());
        assertEquals(
                HOST + " is A 203.0.113.7 on " + bind.at()
                        + ", and not A 203.0.113.99 as expected: somebody else has changed it",
                failure.summary());
        done(update(HOST, List.of("198.51.100.4"), "expect", new Value.List(texts("203.0.113.7"))));
    }

    @Test
    void a_server_that_is_gone_or_silent_is_unreachable() throws Exception {
        Failure gone = failed(update(HOST, List.of("198.51.100.4"), "at", "127.0.0.1:1"));
        assertEquals(FailureClass.Unreachable, gone.kind());
        assertEquals("name server 127.0.0.1:1: no name server listens there", gone.summary());
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            String at = "127.0.0.1:" + silent.getLocalPort();
            Failure late = failed(update(HOST, List.of("198.51.100.4"), "at", at, "timeout", Duration.ofMillis(300)));
            assertEquals("name server " + at + ": no answer within 300 ms", late.summary());
        }
    }

    @Test
    void a_zone_of_somebody_else_is_told() throws Exception {
        Failure failure = failed(update("coder.example.com", List.of("198.51.100.4")));
        assertEquals(FailureClass.Forbidden, failure.kind());
        assertEquals("name server " + bind.at() + ": it refuses to answer for this name", failure.summary());
    }

    @Test
    void the_servers_of_a_zone_are_found_and_the_one_that_lags_is_named(@TempDir Path second) throws Exception {
        try (Bind _ = bind.secondary(second);
                Relay _ = bind.relay()) {
            calls.dns = bind.asResolver();
            done(update(HOST, List.of("198.51.100.4")));
            assertEquals(Value.FALSE, pointsAt(HOST, "198.51.100.4"));
            assertEquals(
                    HOST + " at ns2.runbook.test: answers A 203.0.113.7 (TTL 5m)",
                    calls.pending.stream()
                            .map(p -> p.resource().shortName() + ": " + p.state() + " (" + p.detail() + ")")
                            .findFirst()
                            .orElse(""));
            assertEquals(1, calls.pending.size());
        }
    }

    private Value pointsAt(String name, String address) throws InterruptedException {
        return new DnsPointsAt().read(calls.watched("dns.points_at?", texts(name, address)));
    }
}
