package dev.runbook.provider.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.language.failure.Failed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How names, addresses, servers and keys are written. */
class WrittenFormsTest {
    @ParameterizedTest
    @CsvSource({
        "Coder.Example.COM., coder.example.com",
        "*.dev.example.com, *.dev.example.com",
        "_acme-challenge.example.com, _acme-challenge.example.com",
        "bücher.example, xn--bcher-kva.example",
    })
    void a_name_has_one_form(String written, String name) {
        assertEquals(name, HostName.of(written, "the name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a..b", "-a.example", "a b", "https://a.example", "a.*.example", "a:53", "$(id)", "..", "."})
    void what_is_no_name_is_refused(String written) {
        assertThrows(Failed.class, () -> HostName.of(written, "the name"));
    }

    @Test
    void a_name_or_label_that_is_too_long_is_refused() {
        assertThrows(Failed.class, () -> HostName.of("a".repeat(64) + ".example", "the name"));
        assertThrows(Failed.class, () -> HostName.of("a.".repeat(127) + "example", "the name"));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "::, ::",
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
        "1:0:2:0:3:0:4:0, 1:0:2:0:3:0:4:0",
        "203.0.113.7, 203.0.113.7",
    })
    void an_address_has_one_spelling(String written, String text) {
        assertEquals(text, Ip.text(Ip.parse(written).orElseThrow()));
    }

    @Test
    void servers_are_names_or_addresses_with_or_without_a_port() {
        assertEquals(
                List.of(
                        new NameServer("ns1.example.com", 53),
                        new NameServer("192.0.2.1", 5353),
                        new NameServer("2001:db8::1", 53),
                        new NameServer("2001:db8::1", 5353)),
                NameServer.list("ns1.example.com, 192.0.2.1:5353,2001:db8::1,[2001:db8::1]:5353"));
        assertEquals("[2001:db8::1]:5353", new NameServer("2001:db8::1", 5353).toString());
        for (String wrong : List.of("", "a:0", "a:99999", "a:b", "[a]:53", "a,,b")) {
            assertThrows(Failed.class, () -> NameServer.list(wrong), wrong);
        }
    }

    @Test
    void a_key_is_read_from_either_form_and_never_printed() {
        Dns.UpdateKey key = new Dns.UpdateKey("update-key", "hmac-sha512", "c2VjcmV0");
        assertEquals(Optional.of(key), TsigKey.parse("update-key:hmac-sha512:c2VjcmV0\n"));
        assertEquals(Optional.of(key), TsigKey.parse("hmac-sha512:update-key:c2VjcmV0"));
        assertEquals(
                Optional.of(key),
                TsigKey.parse("key \"update-key\" {\n\talgorithm hmac-sha512;\n\tsecret \"c2VjcmV0\";\n};\n"));
        assertEquals(Optional.empty(), TsigKey.parse("/etc/bind/update.key"));
        assertFalse(key.toString().contains("c2VjcmV0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k:hmac-sha256:###",
                "k:rot13:c2VjcmV0",
                "k:hmac-sha256:",
                "key k { secret \"c2VjcmV0\"; };",
                "c2VjcmV0 x:hmac-sha256:c2VjcmV0"
            })
    void a_key_that_is_wrong_is_told_without_what_it_holds(String written) {
        String said = assertThrows(Failed.class, () -> TsigKey.parse(written))
                .failure()
                .toString();
        assertFalse(said.contains("c2VjcmV0") || said.contains("###"), said);
    }
}
