package dev.runbook.provider.dns;

import static dev.runbook.provider.Calls.texts;
import static dev.runbook.provider.ScriptedDns.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.ScriptedDns;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DnsUpdateTest {
    private static final String HOST = "coder.example.com";
    private final Calls calls = new Calls("v3.22.0");
    private final ScriptedDns dns = new ScriptedDns();

    @BeforeEach
    void zone() {
        calls.dns = dns;
        dns.zone.put(HOST, List.of(record("A", "203.0.113.7"), record("AAAA", "2001:db8::7")));
    }

    private Outcome update(List<Value> positional, Object... options) throws InterruptedException {
        return new DnsUpdate().perform(calls.call("dns.update", positional, options), Processes.Output.NONE);
    }

    private static Failure failed(Outcome outcome) {
        return assertInstanceOf(Outcome.NotDone.class, outcome, outcome::toString)
                .failure();
    }

    @Test
    void the_plan_says_where_a_name_will_point_and_asks_nobody() {
        DnsUpdate action = new DnsUpdate();
        Value later = new Value.Unknown("<fresh>", "known later");
        assertEquals(
                new Intent.Description("point coder.example.com at <fresh>, on name server ns1.example.com"),
                action.intent(calls.call("dns.update", List.of(Value.of(HOST), later), "at", "ns1.example.com")));
        assertEquals(
                new Intent.Description("remove the records of coder.example.com"),
                action.intent(calls.call("dns.update", List.of(Value.of(HOST), new Value.List(List.of())))));
        assertEquals(List.of(), dns.asked);
    }

    @Test
    void an_ipv6_address_that_the_load_balancer_no_longer_has_goes_with_the_old_one() throws Exception {
        assertEquals(
                Outcome.done("coder.example.com was A 203.0.113.7, AAAA 2001:db8::7, TTL 5m and is A 198.51.100.4"
                        + "; resolvers may answer the old one for up to 5m"),
                update(texts(HOST, "198.51.100.4")));
        assertEquals(List.of(record("A", "198.51.100.4")), dns.zone.get(HOST));
    }

    @Test
    void the_same_address_in_another_spelling_sends_nothing() throws Exception {
        update(List.of(Value.of("Coder.Example.COM."), new Value.List(texts("2001:DB8:0::7", "203.0.113.7"))));
        assertEquals(List.of(), dns.sent);
    }

    @Test
    void an_update_whose_answer_is_lost_is_done_when_the_server_holds_it() throws Exception {
        calls.dns = losing(true);
        assertInstanceOf(Outcome.Done.class, update(texts(HOST, "198.51.100.4")));
        calls.dns = losing(false);
        assertEquals(
                FailureClass.Unreachable,
                failed(update(texts(HOST, "192.0.2.1"))).kind());
    }

    /** Its answers to updates are lost; the updates themselves may arrive. */
    private Dns losing(boolean arrives) {
        return new Dns() {
            @Override
            public List<Response> ask(Query question) {
                return dns.ask(question);
            }

            @Override
            public Primary primary(Query question) {
                return dns.primary(question);
            }

            @Override
            public UpdateResult update(Update update, Processes.Output output) {
                if (arrives) {
                    dns.update(update, output);
                }
                throw new Failed(Failure.of(FailureClass.Unreachable, "lost"));
            }
        };
    }

    @Test
    void a_change_by_somebody_else_to_what_we_want_is_not_hidden() throws Exception {
        dns.meanwhile = () -> dns.zone.put(HOST, List.of(record("A", "192.0.2.66")));
        assertEquals(
                "coder.example.com was A 203.0.113.7, AAAA 2001:db8::7 a moment ago and is A 192.0.2.66 now: somebody"
                        + " else has just changed it",
                failed(update(texts(HOST, "198.51.100.4"))).summary());
    }

    @Test
    void a_server_that_takes_an_update_and_does_not_make_it_is_found_out() throws Exception {
        dns.behind.clear();
        calls.dns = new Dns() {
            @Override
            public List<Response> ask(Query question) {
                return dns.ask(question);
            }

            @Override
            public Primary primary(Query question) {
                return dns.primary(question);
            }

            @Override
            public UpdateResult update(Update update, Processes.Output output) {
                return UpdateResult.TAKEN;
            }
        };
        assertEquals(
                "name server ns1 took the update of coder.example.com, and answers A 203.0.113.7, AAAA 2001:db8::7",
                failed(update(texts(HOST, "198.51.100.4"))).summary());
    }

    @Test
    void what_cannot_be_meant_is_refused_before_anybody_is_asked() throws Exception {
        assertEquals(
                "a name cannot point at 198.51.100.4 and lb.example.net at the same time",
                failed(update(List.of(Value.of(HOST), new Value.List(texts("198.51.100.4", "lb.example.net")))))
                        .summary());
        assertEquals(
                "the name is \"https://coder\", which is not a DNS name",
                failed(update(texts("https://coder", "198.51.100.4"))).summary());
        assertEquals(
                "AAAA 2001:db8::1 is not of the type A",
                failed(update(texts(HOST, "2001:db8::1"), "type", "A")).summary());
        assertEquals(
                "the TSIG key cannot be used: it is neither a key nor the path of a key file that can be read",
                failed(update(texts(HOST, "198.51.100.4"), "key", new Value.Secret("k", "no key")))
                        .summary());
        assertEquals(List.of(), dns.asked);
    }
}
