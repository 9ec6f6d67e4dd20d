package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plants secrets in whole runs, each in a process of its own, and looks for them in everything that a run prints and leaves
 * behind, and in what other processes can see of it.
 */
class PlantedSecretsIT {
    private static final String PASSWORD = "cor/rect&horse\"batt'ery st4ple";
    private static final String URL = "postgres://coder:Tr0ub4dor-and-3@db.acme.example/coder";
    private static final String PEM =
            "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\n9w0BAQEFAASCBKcwggSj\n-----END KEY-----\n";

    /** What may stand nowhere: pieces that are too long to stand there by chance, plain and as base64 has them. */
    private static final List<String> PIECES =
            List.of("rect&horse", "batt'ery", "st4ple", "Tr0ub4dor", "MIIEvQIBADAN", "w0BAQEFAASC");

    /** Prints what it was given in each form, and keeps for itself what it sees of other processes. */
    private static final String PRINTS = """
            import base64, html, json, os, quopri, re, shlex, sys, urllib.parse
            for name in ("PASSWORD", "URL", "KEY"):
                s = os.environ[name]
                print("plain", s)
                print("word x" + s + "y")
                print("json", json.dumps({"a": s}), json.dumps(json.dumps(s)))
                print("url", urllib.parse.quote(s, safe=""), urllib.parse.quote_plus(s), re.sub("%..", lambda m: m.group().lower(), urllib.parse.quote(s)))
                print("base64", base64.b64encode(s.encode()).decode())
                for before in ("u", "us", "use"):
                    print("in base64", base64.b64encode((before + s + ":x").encode()).decode())
                print("urlsafe", base64.urlsafe_b64encode(("user:" + s).encode()).decode())
                print("hex", s.encode().hex())
                for width in (7, 13, 76):
                    for text in (s, base64.b64encode(("user:" + s).encode()).decode()):
                        print("folded to %d:" % width)
                        for i in range(0, len(text), width):
                            print(text[i:i + width])
                print("html", html.escape(s), "shell", shlex.quote(s), "repr", repr(s))
                print("colour", s[:3] + "\\033[01;31m\\033[K" + s[3:9] + "\\033[m\\033[K" + s[9:])
                print("bold", "".join(c + "\\b" + c if c != "\\n" else c for c in s))
                print("invisible", s[:5] + "\\u200b\\u202e" + s[5:])
                print("mail", quopri.encodestring(s.encode(), quotetabs=True).decode())
                sys.stdout.flush()
                sys.stdout.buffer.write(s.encode("utf-16-le") + b"\\n")
                for width in (7, 13):
                    print("\\n".join("12:%02d log: %s" % (i, s[i:i + width].replace("\\n", " ")) for i in range(0, len(s), width)))
                print("half", s[:len(s) // 2], flush=True)
                print(s[len(s) // 2:], "half", file=sys.stderr, flush=True)
                print("to stderr", s, file=sys.stderr)
            sys.exit(int(sys.argv[1]))
            """;

    /** What a program that was given nothing sees of itself and of all others. */
    private static final String LOOKS =
            "cat /proc/self/environ > seen-environ; cat /proc/[0-9]*/cmdline > seen-cmdline 2>/dev/null; true";

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void pythonPrintsThem() {
        Prerequisite.PYTHON.orSkip();
    }

    @BeforeEach
    void runbook() throws IOException {
        Files.writeString(folder.resolve("prints.py"), PRINTS);
        Files.writeString(folder.resolve("planted.rb"), """
                runbook "Planted"

                param :exit, "How the program ends", default: "0"
                secret :password, "A password"
                secret :database, "A URL"
                secret :key, "A key of several lines"

                step "Look before" do
                  run "sh", "-c", "%1$s"
                end

                step "Use them", retries: 1 do
                  run "python3", "prints.py", exit, env: { PASSWORD: password, URL: database, KEY: key }
                ensure
                  run "sh", "-c", "%1$s"
                end
                """.formatted(LOOKS));
        Files.writeString(
                folder.resolve("params.yml"),
                "password: '" + PASSWORD.replace("'", "''") + "'\ndatabase: " + URL + "\nkey: |\n  "
                        + PEM.strip().replace("\n", "\n  ") + "\n");
    }

    @Test
    void a_run_that_ends_well_shows_none() throws Exception {
        assertClean(ran(0, Map.of(), "--params=params.yml"));
    }

    @Test
    void a_run_that_fails_shows_none_in_its_failure_either() throws Exception {
        assertClean(ran(1, Map.of(), "--params=params.yml", "exit=1"));
    }

    @Test
    void a_run_that_is_carried_on_shows_none() throws Exception {
        ran(1, Map.of(), "--params=params.yml", "exit=1");
        assertClean(java(0, Map.of(), "status"));
        assertClean(java(0, Map.of(), "resume", "--plan"));
        assertClean(java(1, Map.of(), "resume", "--params=params.yml"));
        assertClean(java(1, Map.of(), "resume", "--json", "--params=params.yml"));
        assertClean(java(0, Map.of(), "report", "last"));
    }

    @Test
    void values_that_a_question_shows_stand_in_no_output_unless_they_are_asked_for() throws Exception {
        Files.writeString(folder.resolve("values.yml"), "db:\n  user: coder\n  password: only-in-the-values\n");
        Files.writeString(folder.resolve("shows.rb"), """
                runbook "Shows"

                step "Show" do
                  confirm "Are these yours?", show: "values.yml"
                end
                """);
        List<String> printed = new ArrayList<>();
        printed.add(java(0, Map.of(), "exec", "--yes", "shows.rb"));
        printed.add(java(0, Map.of(), "exec", "--yes", "--json", "shows.rb"));
        for (String format : List.of("text", "json", "junit", "markdown")) {
            String report = java(0, Map.of(), "report", "--format=" + format, "last");
            assertTrue(report.contains("password: "), report);
            printed.add(report);
        }
        printed.forEach(text -> assertFalse(text.contains("only-in-the-values"), text));
        for (String format : List.of("text", "json", "junit", "markdown")) {
            String report = java(0, Map.of(), "report", "--show-values", "--format=" + format, "last");
            assertTrue(report.contains("password: only-in-the-values"), report);
        }
    }

    @Test
    void secrets_from_the_environment_are_inherited_by_nobody() throws Exception {
        Map<String, String> given =
                Map.of("RUNBOOK_PARAM_PASSWORD", PASSWORD, "RUNBOOK_PARAM_DATABASE", URL, "RUNBOOK_PARAM_KEY", PEM);
        assertClean(ran(0, given));
        assertTrue(Files.readString(folder.resolve("seen-environ")).contains("PATH="));
        assertFalse(Files.readString(folder.resolve("seen-environ")).contains("RUNBOOK_PARAM"));
    }

    @Test
    void facts_that_programs_read_have_none() throws Exception {
        assertClean(ran(1, Map.of(), "--json", "--params=params.yml", "exit=1"));
    }

    @Test
    void a_plan_and_a_wrong_parameter_show_none() throws Exception {
        assertClean(java(0, Map.of(), "plan", "planted.rb", "--params=params.yml"));
        assertClean(java(0, Map.of(), "plan", "--json", "planted.rb", "--params=params.yml"));
        assertClean(java(2, Map.of(), "exec", "planted.rb", "--params=params.yml", "exti=1"));
        assertClean(java(2, Map.of(), "exec", "planted.rb", "password=" + "x", "--params=params.yml"));
    }

    @Test
    void reports_of_every_form_have_none() throws Exception {
        ran(1, Map.of(), "--params=params.yml", "exit=1");
        for (String format : List.of("text", "json", "junit", "markdown")) {
            assertClean(java(0, Map.of(), "report", "--format=" + format, "last"));
        }
        assertClean(java(0, Map.of(), "report", "--verify", "last"));
    }

    private String ran(int code, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("exec", "planted.rb"));
        all.addAll(List.of(arguments));
        return java(code, environment, all.toArray(String[]::new));
    }

    private String java(int code, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.runbook.app.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve("printed").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        String printed = Files.readString(folder.resolve("printed"));
        assertTrue(ended, printed);
        assertEquals(code, process.exitValue(), printed);
        return printed;
    }

    /** Looks in what was printed and in every file but those that the secrets were given in. */
    private void assertClean(String printed) throws IOException {
        assertClean("what was printed", printed);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                boolean given = List.of("params.yml", "prints.py").contains(String.valueOf(file.getFileName()));
                if (Files.isRegularFile(file) && !given) {
                    assertClean(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
                if (file.startsWith(folder.resolve(".runbook"))) {
                    assertTrue(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                                    .endsWith("------"),
                            file.toString());
                }
            }
        }
    }

    private static void assertClean(String where, String text) {
        String joined = text.replaceAll("\\\\n|[\\n\\r]", "");
        for (String piece : PIECES) {
            String encoded = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(("xx" + piece).getBytes(StandardCharsets.UTF_8));
            for (String form : List.of(
                    piece,
                    piece.replace("&", "%26").replace("'", "%27"),
                    piece.replace("&", "\\u0026"),
                    encoded.substring(4, encoded.length() - 2))) {
                assertFalse(joined.contains(form), () -> where + " has " + form + ":\n" + text);
            }
        }
    }
}
