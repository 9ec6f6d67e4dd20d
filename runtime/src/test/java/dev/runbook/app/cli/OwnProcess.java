package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A command of the program in a process of its own, and the file that gets what it prints. */
record OwnProcess(Process process, Path printed) implements AutoCloseable {
    /** How it ended, and what it has printed. */
    record Ended(int code, String said) {}

    /** Starts a command in a folder. */
    static OwnProcess start(Path folder, String... arguments) throws IOException {
        return start(folder, _ -> {}, arguments);
    }

    /** Starts a command in a folder, and in another environment than that of the tests. */
    static OwnProcess start(Path folder, Consumer<Map<String, String>> environment, String... arguments)
            throws IOException {
        return start(List.of(), folder, environment, arguments);
    }

    /** Starts a command in a folder by way of another program. */
    static OwnProcess startBehind(List<String> program, Path folder, String... arguments) throws IOException {
        return start(program, folder, _ -> {}, arguments);
    }

    private static OwnProcess start(
            List<String> program, Path folder, Consumer<Map<String, String>> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(program);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As the launcher starts it.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.runbook.app.cli.Main"));
        command.addAll(List.of(arguments));
        Path printed = Files.createTempFile("printed-", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(printed.toFile());
        environment.accept(builder.environment());
        return new OwnProcess(builder.start(), printed);
    }

    Ended end() throws IOException, InterruptedException {
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), this::said);
        return new Ended(process.exitValue(), said());
    }

    String said() {
        try {
            return Files.readString(printed);
        } catch (IOException e) {
            return "its output cannot be read: " + e.getMessage();
        }
    }

    /** Ends what a test that failed has left. */
    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.deleteIfExists(printed);
    }
}
