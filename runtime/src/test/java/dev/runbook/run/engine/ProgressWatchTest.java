package dev.runbook.run.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is seen beside a helm that waits is a view only. */
@Timeout(60)
class ProgressWatchTest {
    @Test
    void whatGoesWrongWithTheViewIsNotPrintedAndHelmGoesOn() throws Exception {
        EngineHarness theatre = new EngineHarness();
        CompletableFuture<Thread> watch = new CompletableFuture<>();
        theatre.looking = () -> {
            watch.complete(Thread.currentThread());
            throw new IllegalStateException("an object of a kind that nobody thought of");
        };
        theatre.programs.prints("helm version --template={{.Version}}", "v3.22.0");
        theatre.programs.on("helm uninstall*", output -> {
            theatre.time.pass(Duration.ofSeconds(3));
            watch.join();
            return ScriptedPrograms.exited(0, "", "");
        });
        List<Throwable> printed = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> printed.add(e));
        try {
            String story = theatre.run("""
                    step "Uninstall" do
                      helm.uninstall "coder"
                    end
                    """);
            watch.join().join();
            assertTrue(story.endsWith("the end DONE\n"), story);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertEquals(List.of(), printed);
    }
}
