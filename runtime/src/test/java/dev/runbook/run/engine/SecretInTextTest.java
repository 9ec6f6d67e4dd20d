package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a runbook makes of a secret that it has read, besides handing it on: the sign that stands for it is never taken for it. */
class SecretInTextTest {
    private final EngineHarness theatre = new EngineHarness();

    @BeforeEach
    void a_secret() {
        theatre.objects.has("""
                apiVersion: v1
                kind: Secret
                metadata: {name: db, namespace: coder, uid: u1}
                data: {password: aHVudGVyMjI=, same: aHVudGVyMjI=}
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file.write \"url\", \"postgres://coder:#{password}@db\"",
                "run \"show\", \"#{password}\"",
                "url = \"postgres://coder:#{password}@db\"",
                "run \"show\", [\"a\", password].join(\",\")",
                "run \"show\", \"#{[password]}\"",
                "run \"show\", env: { URL: \"postgres://#{password}@db\" }"
            })
    void a_text_that_would_hold_it_is_refused_before_anything_is_done(String statement) throws Exception {
        String story = theatre.run("""
                step "Use" do
                  password = secret("db").field("data.password")
                  %s
                end
                """.formatted(statement));
        assertTrue(story.contains("would contain the secret secret/db data.password (play.rb:"), story);
        assertTrue(story.contains("FAILED"), story);
        assertEquals(List.of(), theatre.programs.ran);
        assertFalse(theatre.files.containsKey("url"));
        assertFalse(theatre.entries.toString().contains("hunter22"));
    }

    @Test
    void what_people_read_has_its_name() throws Exception {
        String story = theatre.run("""
                password = secret("db").field("data.password")
                step "Look" do
                  note "it is #{password}"
                  assert password == "other", "#{password} is wrong"
                end
                """);
        assertTrue(story.contains("note it is [secret secret/db data.password]\n"), story);
        assertTrue(story.contains("[secret secret/db data.password] is wrong"), story);
        assertFalse(theatre.entries.toString().contains("hunter22"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "password == \"hunter22\"                            | true",
                "password != \"hunter22\"                            | false",
                "password == \"[secret secret/db data.password]\"    | false",
                "password == secret(\"db\").field(\"data.same\")     | true",
                "password =~ /^hunter[0-9]+$/                        | true",
                "password !~ /secret/                                | true",
                "[password].include?(\"hunter22\")                   | true",
                "\"I am hunter22\".end_with?(password)               | true",
                "\"[secret secret/db data.password]\" == password    | false"
            })
    void a_comparison_goes_by_what_it_is(String condition, boolean holds) throws Exception {
        theatre.run("""
                step "Compare" do
                  password = secret("db").field("data.password")
                  if %s
                    run "holds"
                  else
                    run "does-not"
                  end
                end
                """.formatted(condition));
        assertEquals(List.of(holds ? "holds" : "does-not"), theatre.programs.ran);
    }
}
