package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.run.journal.HostileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hostile texts in every place of a runbook, in names of files and in arguments, through every command that shows them. */
class HostileTextTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<String> views = new ArrayList<>();

    @Test
    void no_command_lets_any_of_them_out() throws IOException {
        int texts = 0;
        for (String hostile : HostileTexts.TEXTS) {
            String name = hostile.replaceAll("[/\0]", "").replaceAll("[\ud800-\udfff]", "");
            Path values = Files.writeString(
                    folder.resolve("values " + name), hostile.replaceAll("\0|[\ud800-\udfff]", "") + "\n");
            Path runs = folder.resolve("runs " + texts);
            String file = Files.writeString(folder.resolve(name + ".rb"), runbook(hostile, values))
                    .toString();
            String broken = Files.writeString(
                            folder.resolve("broken " + name + ".rb"),
                            "runbook \"B\"\nnoet \"" + hostile.replaceAll("[\n\ud800-\udfff]", "") + "\"\n")
                    .toString();
            String at = "--runs=" + runs;
            drive(0, "check", file);
            drive(2, "check", broken);
            drive(2, "check", "--json", broken);
            drive(1, "plan", file, "given=" + name);
            drive(1, "plan", "--json", file, "given=" + name);
            drive(1, "exec", "--new", "--yes", at, file, "given=" + name);
            drive(1, "exec", "--new", "--yes", "--json", at, file, "given=" + name);
            drive(0, "runs", at);
            drive(0, "runs", "--json", at);
            drive(0, "status", at);
            drive(0, "status", "--json", at);
            String last = lastRun(runs);
            for (String format : List.of("text", "json", "junit", "markdown")) {
                drive(0, "report", "--show-values", "--format=" + format, at, last);
            }
            drive(0, "report", "--verify", at, last);
            drive(0, "resume", "--plan", at, last);
            drive(2, "exec", file, "nobody=" + name, at);
            drive(2, name);
            drive(2, "plan", folder.resolve("none " + name).toString());
            drive(2, "explain", name);
            drive(2, "report", at, name);
            shown("exec", "--no-such=" + name, file);
            shown("plan", file, name);
            shown("plan", file, "given=" + name, "--params=" + folder.resolve("none " + name));
            shown("plan", file, "--params=" + values);
            shown("plan", file, "--context=" + name);
            shown("exec", file, at, "--kubeconfig=" + folder.resolve("none " + name));
            shown("exec", file, at, "--timeout=" + name);
            shown("show", file);
            shown("fmt", "--check", file);
            shown("fmt", broken);
            shown("fmt", folder.resolve("none " + name).toString());
            shown("test", file, name);
            shown("rehearse", file, name);
            shown("resume", at, name);
            shown("abandon", at, name);
            shown("abandon", at, last, "--reason=" + name);
            shown("runs", at);
            try (Stream<Path> kept = Files.walk(runs)) {
                for (Path log : kept.filter(p ->
                                p.toString().endsWith(".log") || p.toString().endsWith(".jsonl"))
                        .toList()) {
                    HostileTexts.assertSafe(log.toString(), Files.readString(log));
                }
            }
            texts += 14;
        }
        int driven = texts * views.size() / HostileTexts.TEXTS.size();
        assertTrue(driven > 5000, "strings × views driven: " + driven);
    }

    private void drive(int code, String... arguments) {
        CommandResult done = shown(arguments);
        assertEquals(code, done.code(), String.join(" ", arguments) + "\n" + done.out() + done.err());
    }

    /** The same where only what is shown matters, and not how it ends. */
    private CommandResult shown(String... arguments) {
        CommandResult done = CommandResult.run(arguments);
        String view = String.join(" ", arguments);
        HostileTexts.assertSafe("standard output of " + view, done.out());
        HostileTexts.assertSafe("standard error of " + view, done.err());
        views.add(view);
        return done;
    }

    /** As a string of a runbook can say it. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .filter(c -> c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE))
                .forEach(c -> out.append(
                        c < ' ' || c > '~' || c == '"' || c == '\\' || c == '#'
                                ? "\\u{%x}".formatted(c)
                                : Character.toString(c)));
        return out.toString();
    }

    private static String runbook(String hostile, Path values) {
        return """
            runbook "T%1$s"

            param :p, "D%1$s", default: "v%1$s"
            param :given, "G%1$s", optional: true

            x = "bound %1$s"

            step "S%1$s" do
              note "n%1$s #{x}"
              manual "m%1$s"
              run "printf", "%%s\\n", "o%1$s", p
              assert x == "bound %1$s", "a%1$s"
              wait 1.seconds if x == "c%1$s"
            end

            step "Fails" do
              confirm "q%1$s?", show: "%2$s"
              fail "f%1$s #{p}"
            rescue /./ => failure
              note failure.summary
              raise failure
            end
            """.formatted(escaped(hostile), escaped(values.toString()));
    }

    private static String lastRun(Path runs) throws IOException {
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(Files::isDirectory)
                    .map(run -> String.valueOf(run.getFileName()))
                    .max(String::compareTo)
                    .orElseThrow();
        }
    }
}
