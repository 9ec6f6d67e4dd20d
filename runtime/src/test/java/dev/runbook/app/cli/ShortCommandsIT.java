package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that the launcher gives few jars do with those. */
class ShortCommandsIT {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check update-coder.rb update-release.rb site-example.rb",
                "check --json broken.rb",
                "fmt --check --diff broken.rb",
                "fmt --diff untidy.rb",
                "explain helm.upgrade",
                "explain ImmutableField",
                "explain RB0101",
                "actions --json",
                "list",
                "show update-coder.rb",
                "copy update-coder.rb copied",
                "check --help",
                "check --unknown"
            })
    void a_short_command_needs_no_other_jar(String command) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("untidy.rb"), "runbook   \"X\"\nnote \"a #{1 + 1}\" if \"a\" =~ /b/\n");
        Files.writeString(folder.resolve("broken.rb"), "runbook \"X\"\nstep \"A\" do\nnoet \"a\"\n");
        assertEquals(ran(command, everyJar()), ran(command, fewJars()));
    }

    private CommandResult ran(String command, String classPath) throws IOException, InterruptedException {
        for (String copy : List.of("update-coder.rb", "update-coder.rehearsals.yaml")) {
            Files.deleteIfExists(folder.resolve("copied").resolve(copy));
        }
        List<String> words = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath,
                                Main.class.getName()),
                        Arrays.stream(command.split(" ")))
                .toList();
        Process process = new ProcessBuilder(words).directory(folder.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandResult(process.waitFor(), out, err);
    }

    private static String everyJar() {
        return System.getProperty("java.class.path");
    }

    /** As in the launcher's {@code find_class_path}; in the build, runbook's own classes are in folders. */
    private static String fewJars() {
        return Arrays.stream(everyJar().split(File.pathSeparator))
                .filter(entry -> entry.endsWith("classes")
                        || Stream.of("runbook-", "picocli-", "antlr4-", "re2j-", "java-diff-", "jackson-core-2")
                                .anyMatch(Path.of(entry).getFileName().toString()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
