package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failed;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConninfoTest {
    private static Map<String, String> read(String text) {
        return Conninfo.parse(text, "the secret database").keywords();
    }

    private static String refused(String text) {
        Failed failed = assertThrows(Failed.class, () -> read(text));
        return failed.failure().summary();
    }

    @Test
    void a_url_is_read_as_libpq_reads_it() {
        assertEquals(
                Map.of(
                        "user", "coder",
                        "password", "p@ss/w:rd+%",
                        "host", "db.example.com",
                        "port", "5433",
                        "dbname", "my base",
                        "sslmode", "verify-full",
                        "sslrootcert", "/etc/ca.pem"),
                read("postgres://coder:p%40ss%2Fw%3Ard+%25@db.example.com:5433/my%20base"
                        + "?sslmode=verify-full&sslrootcert=/etc/ca.pem"));
    }

    @Test
    void a_url_may_name_several_hosts_and_an_address_of_version_six() {
        assertEquals(
                Map.of("host", "a,b", "port", "5432,5433", "dbname", "coder"),
                read("postgresql://a:5432,b:5433/coder"));
        assertEquals(Map.of("host", "::1", "port", "5432"), read("postgresql://[::1]:5432"));
    }

    @Test
    void keywords_are_read_with_their_quotes_and_backslashes() {
        assertEquals(
                Map.of("host", "db", "dbname", "it's my \\base", "password", "two words", "user", ""),
                read("host = db dbname='it\\'s my \\\\base'  password=two\\ words user=''"));
    }

    @Test
    void a_single_word_is_a_service() {
        assertEquals(Map.of("service", "coder-prod"), read("coder-prod\n"));
    }

    @Test
    void what_cannot_be_read_is_said_without_showing_it() {
        assertEquals(
                "the secret database does not say how to connect: a percent sign has no two hexadecimal digits after it",
                refused("postgres://coder:hunter2%@db/coder"));
        assertEquals(
                "the secret database does not say how to connect: libpq has no parameter \"sslmod\"",
                refused("host=db sslmod=require password=hunter2"));
        assertEquals(
                "the secret database does not say how to connect: a quotation mark is not closed",
                refused("host=db password='hunter2"));
        assertEquals(
                "the secret database does not say how to connect: it is not a URL, keywords or the name of a service",
                refused("db.example.com:5432/coder"));
    }

    @Test
    void as_an_argument_it_has_no_password_and_every_value_is_one_value() {
        Conninfo given = Conninfo.parse("host=db dbname='it\\'s 🐘 \\\\' password=hunter2 sslpassword=x", "it");
        assertEquals("host=db dbname='it\\'s 🐘 \\\\'", given.argument());
        assertEquals(
                "it's 🐘 \\",
                Conninfo.parse(given.argument(), "it").get("dbname").orElseThrow());
    }

    @Test
    void for_people_it_is_the_database_and_its_place() {
        Conninfo given = Conninfo.parse("postgres://coder:hunter2@db.example.com:5433/coder", "it");
        assertEquals("database coder at db.example.com:5433", given.shown());
        assertFalse(given.toString().contains("hunter2"));
        assertTrue(Conninfo.parse("prod", "it").shown().contains("of service prod"));
    }
}
