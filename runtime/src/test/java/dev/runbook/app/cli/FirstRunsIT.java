package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several first runs of one folder that begin at the same instant. */
class FirstRunsIT {
    private static final int AT_ONCE = 4;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void only_one_goes_on_and_the_others_are_told_of_it() throws Exception {
        Files.writeString(folder.resolve("hold.rb"), """
                runbook "Hold"

                step "Hold" do
                  run "sh", "-c", "echo began >> log"
                  wait up_to: 5.minutes, every: 1.seconds until file.exists?("go")
                end
                """);
        List<OwnProcess> runs = new ArrayList<>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                runs.add(OwnProcess.start(folder, "exec", "hold.rb"));
            }
            for (int i = 1; i < AT_ONCE; i++) {
                refused(runs);
            }
            assertEquals(1, runs.size());
            Files.writeString(folder.resolve("go"), "");
            OwnProcess.Ended last = runs.getFirst().end();
            assertEquals(0, last.code(), last.said());
            assertEquals(List.of("began"), Files.readAllLines(folder.resolve("log")));
            assertEquals(1, runFolders());
        } finally {
            for (OwnProcess run : runs) {
                run.close();
            }
        }
    }

    /** Takes out the first that ends. */
    private static void refused(List<OwnProcess> runs) throws Exception {
        CompletableFuture.anyOf(runs.stream().map(run -> run.process().onExit()).toArray(CompletableFuture<?>[]::new))
                .get(3, TimeUnit.MINUTES);
        OwnProcess first = runs.stream()
                .filter(run -> !run.process().isAlive())
                .findFirst()
                .orElseThrow();
        OwnProcess.Ended ended = first.end();
        assertEquals(3, ended.code(), ended.said());
        assertTrue(ended.said().contains(" of the same runbook (hold.rb) is being worked on by "), ended.said());
        runs.remove(first);
        first.close();
    }

    private long runFolders() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(".runbook/runs"))) {
            return all.filter(Files::isDirectory).count();
        }
    }
}
