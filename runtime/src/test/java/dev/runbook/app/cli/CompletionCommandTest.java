package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script is right in the eyes of bash itself. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class CompletionCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private String bash(String... arguments) throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        Files.writeString(script, CommandResult.run("completion", "bash").out());
        String[] command = new String[arguments.length + 1];
        command[0] = "bash";
        for (int i = 0; i < arguments.length; i++) {
            command[i + 1] = arguments[i].replace("SCRIPT", script.toString());
        }
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), said);
        return said;
    }

    /** What bash would offer for the last of the words. */
    private String offers(String... words) throws IOException, InterruptedException {
        return bash(
                "-c",
                "compopt() { :; }; source SCRIPT; COMP_WORDS=(runbook \"$@\"); COMP_CWORD=$#; _complete_runbook; echo ${COMPREPLY[@]}",
                "-",
                words[0],
                words.length > 1 ? words[1] : "");
    }

    @Test
    void bash_accepts_the_script() throws IOException, InterruptedException {
        assertEquals("", bash("-n", "SCRIPT"));
        assertEquals(CommandResult.run("completion", "bash"), CommandResult.run("completion", "zsh"));
    }

    @Test
    void options_and_shipped_runbooks_are_offered() throws IOException, InterruptedException {
        assertEquals("--yes --yes-destroy\n", offers("exec", "--ye"));
        assertEquals("update-coder.rb update-release.rb\n", offers("exec", "update-"));
        assertTrue(offers("plan", "s").contains("site-example.rb"));
    }

    @Test
    void another_shell_is_refused_with_those_that_there_are() {
        CommandResult fish = CommandResult.run("completion", "fish");
        assertEquals(2, fish.code());
        assertTrue(fish.err().contains("bash, zsh"), fish::err);
    }
}
