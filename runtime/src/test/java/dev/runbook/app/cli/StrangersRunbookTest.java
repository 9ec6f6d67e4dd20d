package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a runbook that nobody here has written can find out by being checked and planned. */
class StrangersRunbookTest {
    private static final String SECRET = "only-in-this-file-9981";

    @TempDir
    private Path folder = Path.of("");

    @TempDir
    private Path elsewhere = Path.of("");

    /** In the working folder, where a plan may read. */
    private final Path here = Path.of("target", "stranger-token");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    StrangersRunbookTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @BeforeEach
    void token() throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.writeString(here, "yes " + SECRET);
        Files.writeString(elsewhere.resolve("shadow"), SECRET + "\nroot:x\n");
    }

    @AfterEach
    void end() throws IOException {
        server.stop(0);
        Files.delete(here);
    }

    @Test
    void an_include_or_a_base_outside_is_not_read_and_nothing_of_it_is_shown() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.rb"), elsewhere.resolve("shadow"));
        Files.createSymbolicLink(folder.resolve("away"), elsewhere);
        String up = folder.relativize(elsewhere).resolve("shadow").toString();
        for (String path :
                List.of(elsewhere.resolve("shadow").toString(), "/etc/passwd", up, "link.rb", "away/shadow")) {
            for (String verb : List.of("include", "extends")) {
                for (String command : List.of("check", "plan", "exec")) {
                    CommandResult done = CommandResult.run(command, runbook("%s \"%s\"".formatted(verb, path)));
                    assertEquals(2, done.code(), done.err());
                    assertTrue(done.err().contains("outside the folder of the runbook"), done.err());
                    assertFalse((done.out() + done.err()).contains("root:"), done.err());
                }
            }
        }
    }

    @Test
    void a_pipe_that_nobody_writes_to_holds_no_check_up() throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", folder.resolve("pipe.rb").toString())
                        .start()
                        .waitFor());
        CommandResult check = CommandResult.run("check", runbook("include \"pipe.rb\""));
        assertEquals(2, check.code(), check.err());
        assertTrue(check.err().contains("it is a pipe or a device, not a file"), check.err());
    }

    @Test
    void what_lies_beside_the_runbook_or_in_the_working_folder_is_included() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/common.rb"), "procedure :hello do\n  note \"hello\"\nend\n");
        assertEquals(
                0,
                CommandResult.run("check", runbook("include \"lib/common.rb\"\nperform :hello"))
                        .code());
        assertEquals(
                0,
                CommandResult.run(
                                "check",
                                runbook("include \"%s\"\nperform :hello".formatted(folder.resolve("lib/common.rb"))))
                        .code());
    }

    @Test
    void a_plan_sends_nothing_that_it_has_read_in_whatever_way_it_is_said() throws IOException {
        String read = "file.read(\"" + here + "\")";
        for (String body : List.of(
                "note \"#{http.get(\"URL?#{READ}\").status}\"",
                "x = READ\ny = \"a#{x}\"\nz = [y, \"b\"].join(\",\")\nnote \"#{http.get(\"URL?#{z}\").status}\"",
                "for line in READ.lines do\n  note \"#{http.get(\"URL?#{line}\").status}\"\nend",
                "for line in READ.lines do\n  note \"#{http.get(\"URL?one-more\").status}\"\nend",
                "if READ =~ /^yes/\n  note \"#{http.get(\"URL?yes\").status}\"\nelse\n  note \"#{http.get(\"URL?no\").status}\"\nend",
                "step \"S\", if: READ =~ /^yes/ do\n  note \"#{http.get(\"URL?yes\").status}\"\nend",
                "assert READ =~ /^yes/ && http.ok?(\"URL?yes\")",
                "if READ =~ /^no/\n  finish \"no\"\nend\nnote \"#{http.get(\"URL?not-no\").status}\"",
                "procedure :send do |what|\n  note \"#{http.get(\"URL?#{what}\").status}\"\nend\nperform :send, READ",
                "x = READ == \"a\"\nnote \"#{http.get(\"URL?#{x}\").status}\"",
                "if THERE\n  note \"#{http.get(\"URL?it-is-there\").status}\"\nend",
                "note \"#{http.get(\"URL?#{THERE}\").status}\"",
                "if !THERE\n  finish \"no\"\nend\nnote \"#{http.get(\"URL?it-is-there\").status}\"",
                "note \"#{dns.lookup(\"#{READ}.example.com\", at: \"127.0.0.1:9\")}\"",
                "note \"#{dns.lookup(\"example.com\", at: \"#{READ}:53\")}\"")) {
            String text = body.replace("READ", read)
                    .replace("THERE", "file.exists?(\"" + here + "\")")
                    .replace("URL", url());
            CommandResult plan = CommandResult.run("plan", runbook(text));
            assertEquals(List.of(), asked, text);
            assertTrue(
                    plan.out().replaceAll("\\s+", " ").contains("sends nothing elsewhere"),
                    text + "\n" + plan.out() + plan.err());
        }
    }

    @Test
    void whether_a_file_is_there_that_the_operator_names_may_decide_a_request() throws IOException {
        String file = runbook("param :path, \"A file\"\nif file.exists?(path)\n  note \"#{http.get(\"" + url()
                + "?there\").status}\"\nend");
        CommandResult plan = CommandResult.run("plan", file, "path=" + here);
        assertEquals(List.of("/?there"), asked, plan.out() + plan.err());
    }

    @Test
    void a_plan_marks_files_outside_and_has_no_program_look_at_one() throws IOException {
        String shadow = elsewhere.resolve("shadow").toString();
        CommandResult plan = CommandResult.run(
                "plan",
                runbook("note \"#{postgres.whole_dump?(\"" + shadow + "\")}\"\nfile.copy \"" + shadow
                        + "\", \"/tmp/b\""));
        String out = plan.out().replaceAll("\\s+", " ");
        assertTrue(out.contains("Not read postgres.whole_dump?(\"" + shadow + "\"): " + shadow + " is outside"), out);
        assertTrue(out.contains("outside the working folder: " + shadow + ", /tmp/b"), out);
    }

    @Test
    void a_plan_sends_what_it_has_not_read() throws IOException {
        CommandResult plan = CommandResult.run(
                "plan",
                runbook("x = file.read(\"" + here + "\")\nnote \"#{http.get(\"" + url() + "?plain\").status} #{x}\""));
        assertEquals(List.of("/?plain"), asked, plan.out() + plan.err());
    }

    @Test
    void a_plan_reads_no_file_outside_but_those_that_the_operator_names() throws IOException {
        String shadow = elsewhere.resolve("shadow").toString();
        String file = runbook("param :path, \"A file\", default: \"" + shadow + "\"\nnote file.read(path)");
        CommandResult plan = CommandResult.run("plan", file);
        assertFalse(plan.out().contains(SECRET), plan.out());
        assertTrue(plan.out().replaceAll("\\s+", " ").contains("outside the working folder"), plan.out());
        assertTrue(CommandResult.run("plan", file, "path=" + shadow).out().contains(SECRET));
        Files.createSymbolicLink(Path.of("target", "stranger-link"), elsewhere.resolve("shadow"));
        try {
            CommandResult linked = CommandResult.run("plan", runbook("note file.read(\"target/stranger-link\")"));
            assertFalse(linked.out().contains(SECRET), linked.out());
        } finally {
            Files.delete(Path.of("target", "stranger-link"));
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private String runbook(String body) throws IOException {
        return Files.writeString(folder.resolve("stranger.rb"), "runbook \"Stranger\"\n\n" + body + "\n")
                .toString();
    }
}
