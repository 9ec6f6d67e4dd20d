package dev.runbook.provider.process.adapter;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.DefaultSignals;
import dev.runbook.Prerequisite;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Processes;
import dev.runbook.port.StopRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExecProcessesTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin", "GREETING", "hello");
    private final ManualStopRequests interruption = new ManualStopRequests();
    private final ExecProcesses processes =
            new ExecProcesses(ENVIRONMENT, interruption, new SystemClock(), Duration.ofSeconds(2), false);
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Processes.Output collect = (stream, line) -> lines.add(stream + " " + line);

    @TempDir
    Path folder;

    @AfterEach
    void endEverything() {
        processes.close();
    }

    @Test
    void eachArgumentArrivesAsItStands() throws Exception {
        List<String> odd = List.of(
                "",
                " ",
                "a b",
                " a ",
                "${argument0}",
                "C:\\\\x",
                "\"q\"",
                "'",
                "$(id)",
                "; rm -rf /",
                "*",
                "\\",
                "ä🚀",
                "${x}",
                "a\nb");
        List<String> command = new ArrayList<>(List.of("printf", "[%s]"));
        command.addAll(odd);
        Processes.Result result = processes.run(Processes.Request.of(command), collect);
        assertEquals(odd.stream().map(a -> "[" + a + "]").collect(joining()), result.out());
        assertTrue(result.ok());
    }

    @Test
    void linesComeWithTheirStreamAndTheEndIsKnown() throws Exception {
        Processes.Result result = processes.run(
                Processes.Request.of(List.of("sh", "-c", "echo one; echo two >&2; printf three; exit 3")), collect);
        assertEquals(Processes.End.EXITED, result.end());
        assertEquals(3, result.exitCode());
        assertEquals("one\nthree", result.out());
        assertEquals("two\n", result.err());
        assertEquals(
                List.of("ERR two", "OUT one", "OUT three"),
                lines.stream().sorted().toList());
    }

    @Test
    void theEnvironmentIsOursWithWhatTheRequestAdds() throws Exception {
        Processes.Result result = processes.run(
                new Processes.Request(
                        List.of("sh", "-c", "echo $GREETING $NAME"), Map.of("NAME", "coder"), Optional.empty()),
                Processes.Output.NONE);
        assertEquals("hello coder\n", result.out());
    }

    @Test
    void aProgramThatAsksForInputFindsNone() throws Exception {
        Processes.Result result = processes.run(Processes.Request.of(List.of("cat")), Processes.Output.NONE);
        assertTrue(result.ok());
        assertEquals("", result.out());
    }

    @Test
    void aMissingProgramIsNotStarted() throws Exception {
        Processes.Result missing = processes.run(Processes.Request.of(List.of("no-such-program")), collect);
        assertEquals(Processes.End.NOT_STARTED, missing.end());
        assertEquals("not found on the PATH", missing.err());
        Path plain = Files.writeString(folder.resolve("plain"), "text");
        assertEquals(
                Processes.End.NOT_STARTED,
                processes
                        .run(Processes.Request.of(List.of(plain.toString())), collect)
                        .end());
        assertEquals(
                Processes.End.NOT_STARTED,
                processes.run(Processes.Request.of(List.of("")), collect).end());
    }

    @Test
    void argumentsThatTheSystemDoesNotTakeAreTold() throws Exception {
        Processes.Result result = processes.run(Processes.Request.of(List.of("true", "x".repeat(1_000_000))), collect);
        assertEquals(Processes.End.NOT_STARTED, result.end());
        assertEquals("its arguments are longer than the operating system takes", result.err());
        Processes.Request odd = new Processes.Request(List.of("true"), Map.of("A", "b\0c"), Optional.empty());
        assertEquals(Processes.End.NOT_STARTED, processes.run(odd, collect).end());
    }

    /** Where the terminal's Ctrl-C cannot reach it: we alone pass it on, and once. */
    @Test
    void aProgramLeadsAProcessGroupOfItsOwn() throws Exception {
        Prerequisite.PROC.orSkip();
        Processes.Result result = processes.run(
                Processes.Request.of(List.of("sh", "-c", "read stat < /proc/$$/stat; echo $stat")), collect);
        String[] stat = result.out().strip().split(" ", -1);
        assertEquals(stat[0], stat[4], "its group: " + result.out());
        assertEquals(stat[0], stat[5], "its session: " + result.out());
    }

    @Test
    void aProgramIsFoundOnThePath() {
        assertTrue(processes.find("sh").orElseThrow().endsWith("/sh"));
        assertEquals(Optional.empty(), processes.find("no-such-program"));
        assertEquals(Optional.empty(), processes.find("/bin"));
    }

    @Test
    void aHundredMegabytesFlowThroughInBoundedMemory() throws Exception {
        Processes.Result result = processes.run(
                Processes.Request.of(List.of("sh", "-c", "head -c 100000000 /dev/zero | tr '\\0' x >&2; echo END >&2")),
                Processes.Output.NONE);
        assertTrue(result.ok());
        assertTrue(result.err().length() < 600_000, "kept " + result.err().length());
        assertTrue(result.err().contains("bytes left out"));
        assertTrue(result.err().endsWith("xEND\n"));
    }

    @Test
    void aLongLineComesInPiecesAndNothingIsLost() throws Exception {
        String text = IntStream.range(0, 20_000).mapToObj(i -> "ä").collect(joining());
        Path file = Files.writeString(folder.resolve("long"), text);
        processes.run(Processes.Request.of(List.of("cat", file.toString())), (stream, line) -> lines.add(line));
        assertTrue(lines.size() > 1);
        assertEquals(text, String.join("", lines));
    }

    @Test
    void aReceiverThatThrowsDoesNotStopTheProgram() {
        Path done = folder.resolve("done");
        assertThrows(
                IllegalStateException.class,
                () -> processes.run(
                        Processes.Request.of(List.of("sh", "-c", "seq 100000; echo x > " + done)), (stream, line) -> {
                            throw new IllegalStateException("nobody listens");
                        }));
        assertTrue(Files.exists(done));
    }

    @Test
    void theLimitEndsTheProgramAndWhatItStarted() throws Exception {
        Processes.Result result = processes.run(
                new Processes.Request(
                        List.of("sh", "-c", "sleep 300 & echo $!; wait"),
                        Map.of(),
                        Optional.of(Duration.ofMillis(300))),
                collect);
        assertEquals(Processes.End.TIMED_OUT, result.end());
        awaitGone(Long.parseLong(result.out().strip()));
    }

    @Test
    void aProgramThatDoesNotListenIsKilledAfterTheGrace() throws Exception {
        Processes.Result result = processes.run(
                new Processes.Request(
                        List.of("sh", "-c", "trap '' TERM; while true; do sleep 0.1; done"),
                        Map.of(),
                        Optional.of(Duration.ofMillis(300))),
                collect);
        assertEquals(Processes.End.TIMED_OUT, result.end());
        assertTrue(result.took().toMillis() >= 2000, () -> "took " + result.took());
    }

    @Test
    void aFirstWishInterruptsOnceAndLetsTheProgramCleanUp() throws Exception {
        Processes.Result result = stopped(
                "trap 'echo cleaned; exit 7' INT; echo ready; while true; do sleep 0.05; done",
                StopRequests.StopRequest.CLEANLY);
        assertEquals(Processes.End.STOPPED, result.end());
        assertEquals("ready\ncleaned\n", result.out());
        assertEquals(7, result.exitCode());
    }

    @Test
    void aProgramThatEndsWellDespiteTheWishHasEndedWell() throws Exception {
        Processes.Result result =
                stopped("trap '' INT; echo ready; sleep 0.3; echo finished", StopRequests.StopRequest.CLEANLY);
        assertEquals(Processes.End.EXITED, result.end());
        assertTrue(result.ok());
    }

    @Test
    void aSecondWishKillsAtOnce() throws Exception {
        Processes.Result result = stopped(
                "trap '' INT TERM; echo ready; sleep 300 & wait; wait; sleep 300", StopRequests.StopRequest.NOW);
        assertEquals(Processes.End.STOPPED, result.end());
        assertTrue(result.took().toSeconds() < 20);
    }

    @Test
    void anOlderWishDoesNotConcernALaterProgram() throws Exception {
        interruption.ask(StopRequests.StopRequest.CLEANLY);
        assertTrue(processes.run(Processes.Request.of(List.of("true")), collect).ok());
        interruption.ask(StopRequests.StopRequest.NOW);
        assertEquals(
                Processes.End.STOPPED,
                processes.run(Processes.Request.of(List.of("true")), collect).end());
    }

    @Test
    void anInterruptedThreadLeavesNoProgramBehind() throws Exception {
        interrupted(Processes.Request.of(List.of("sh", "-c", "echo $$; sleep 300")));
        awaitGone(Long.parseLong(lines.getFirst()));
    }

    /** Runs a program in a thread that is interrupted once it has said something. */
    private void interrupted(Processes.Request request) throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread runner = Thread.ofPlatform().start(() -> {
            try {
                processes.run(request, (stream, line) -> {
                    lines.add(line);
                    ready.countDown();
                });
                interrupted.complete(false);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        assertTrue(ready.await(20, TimeUnit.SECONDS));
        runner.interrupt();
        assertTrue(interrupted.get(20, TimeUnit.SECONDS));
    }

    @Test
    void whatIsLeftAloneIsNotInterruptedAndEndsByItself() throws Exception {
        Processes.Result result =
                stopped(leftAlone("echo ready; sleep 0.3; echo finished"), StopRequests.StopRequest.CLEANLY);
        assertEquals(Processes.End.EXITED, result.end());
        assertEquals("ready\nfinished\n", result.out());
    }

    @Test
    void whatIsLeftAloneIsKilledWhenAPersonWantsItNow() throws Exception {
        Processes.Result result = stopped(leftAlone("echo ready; sleep 300"), StopRequests.StopRequest.NOW);
        assertEquals(Processes.End.STOPPED, result.end());
    }

    @Test
    void whatIsLeftAloneOutlastsTheTimeOfItsStep() throws Exception {
        Path ended = folder.resolve("ended");
        interrupted(leftAlone("echo $$; sleep 3; echo > " + ended));
        assertTrue(Files.exists(ended));
    }

    @Test
    void whatIsAskedCleansUpForAsLongAsItTakes() throws Exception {
        Path cleaned = folder.resolve("cleaned");
        interrupted(new Processes.Request(
                List.of(
                        "sh",
                        "-c",
                        "trap 'sleep 3; echo > " + cleaned
                                + "; exit 1' TERM; echo $$; while true; do sleep 0.05; done"),
                Map.of(),
                Optional.empty(),
                Processes.Stopping.ASKED,
                Optional.empty()));
        assertTrue(Files.exists(cleaned));
    }

    @Test
    void aLineWithoutAnEndIsToldBeforeTheNextLineOfTheOtherStream() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        Path go = folder.resolve("go");
        Processes.Output listening = new Processes.Output() {
            @Override
            public void line(Processes.Stream stream, String line) {
                told.add(stream + " " + line);
            }

            @Override
            public void begun(Processes.Stream stream, String part) {
                told.add(stream + " begins " + part);
                try {
                    // Only now does the program write to its other stream.
                    Files.writeString(go, "");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        processes.run(leftAlone("printf half; until [ -e '" + go + "' ]; do :; done; echo rest >&2; echo"), listening);
        assertEquals("OUT begins half", told.getFirst());
        assertEquals(Set.of("OUT begins half", "ERR rest", "OUT half"), Set.copyOf(told));
    }

    private static Processes.Request leftAlone(String script) {
        return new Processes.Request(
                List.of("sh", "-c", script),
                Map.of(),
                Optional.empty(),
                Processes.Stopping.LEFT_ALONE,
                Optional.empty());
    }

    /** Listens, and gives a program that takes longer than it can no more than that. */
    private final class Patient implements Processes.Output {
        final List<Processes.Awaited> awaited = new ArrayList<>();
        final Deque<Duration> more = new ArrayDeque<>();
        Runnable heard = () -> {};

        @Override
        public void line(Processes.Stream stream, String line) {
            collect.line(stream, line);
            heard.run();
        }

        @Override
        public void awaited(Processes.Awaited program) {
            awaited.add(program);
        }

        @Override
        public Optional<Duration> longer(Processes.Awaited program) {
            return Optional.ofNullable(more.poll());
        }
    }

    private static Processes.Request bounded(Processes.Stopping stopping, String script) {
        return new Processes.Request(
                List.of("sh", "-c", script), Map.of(), Optional.empty(), stopping, Optional.of(Duration.ofSeconds(1)));
    }

    @Test
    void whatMustNotBeKilledIsLeftAloneWhenItTakesLongerThanItCan() throws Exception {
        Patient polledEvery = new Patient();
        Processes.Result result =
                processes.run(bounded(Processes.Stopping.LEFT_ALONE, "echo $$; sleep 300"), polledEvery);
        assertEquals(Processes.End.LEFT, result.end());
        long pid = Long.parseLong(result.out().strip());
        assertEquals("process " + pid, result.err());
        processes.close();
        assertTrue(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        ProcessHandle.of(pid).ifPresent(left -> {
            left.descendants().forEach(ProcessHandle::destroyForcibly);
            left.destroyForcibly();
        });
    }

    @Test
    void whatMustNotBeKilledIsAwaitedForAsLongAsSomebodyWants() throws Exception {
        Patient polledEvery = new Patient();
        polledEvery.more.add(Duration.ofMinutes(1));
        Processes.Result result =
                processes.run(bounded(Processes.Stopping.LEFT_ALONE, "sleep 2; echo at last"), polledEvery);
        assertEquals("at last\n", result.out());
        assertEquals(Processes.End.EXITED, result.end());
    }

    @Test
    void aProgramThatIgnoresThatItIsAskedToEndIsToldAboutAndThenLeftAlone() throws Exception {
        Patient polledEvery = new Patient();
        polledEvery.more.add(Duration.ofSeconds(3));
        Thread worker = Thread.currentThread();
        polledEvery.heard = worker::interrupt;
        Processes.Result result = processes.run(
                bounded(Processes.Stopping.ASKED, "trap '' TERM; echo $$; while true; do sleep 1; done"), polledEvery);
        assertEquals(Processes.End.LEFT, result.end());
        assertFalse(Thread.interrupted());
        assertTrue(polledEvery.awaited.stream().anyMatch(Processes.Awaited::asked));
        ProcessHandle.of(polledEvery.awaited.getFirst().pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void whoEndsTheQuestionWhetherToWaitLongerIsNotAskedAgain() throws Exception {
        List<Processes.Awaited> asked = new ArrayList<>();
        Processes.Output stopped = new Processes.Output() {
            @Override
            public void line(Processes.Stream stream, String line) {}

            @Override
            public Optional<Duration> longer(Processes.Awaited program) throws InterruptedException {
                asked.add(program);
                throw new InterruptedException();
            }
        };
        Processes.Result result = processes.run(bounded(Processes.Stopping.LEFT_ALONE, "sleep 6"), stopped);
        assertEquals(Processes.End.LEFT, result.end());
        assertEquals(1, asked.size());
        assertFalse(Thread.interrupted());
        ProcessHandle left = ProcessHandle.of(asked.getFirst().pid()).orElseThrow();
        assertTrue(left.isAlive());
        left.descendants().forEach(ProcessHandle::destroyForcibly);
        left.destroyForcibly();
    }

    private Processes.Result stopped(String script, StopRequests.StopRequest wish) throws Exception {
        List<String> command = new ArrayList<>(DefaultSignals.before());
        command.addAll(List.of("sh", "-c", script));
        return stopped(Processes.Request.of(command), wish);
    }

    private Processes.Result stopped(Processes.Request request, StopRequests.StopRequest wish) throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        Thread asker = Thread.ofPlatform().start(() -> {
            try {
                assertTrue(ready.await(20, TimeUnit.SECONDS));
                interruption.ask(wish);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Processes.Result result = processes.run(request, (stream, line) -> ready.countDown());
        asker.join();
        return result;
    }

    /** Gone, or only waiting for its parent to notice. */
    static void awaitGone(long pid) throws Exception {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        if (handle.isPresent()) {
            handle.get().onExit().get(20, TimeUnit.SECONDS);
        }
        assertFalse(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }
}
