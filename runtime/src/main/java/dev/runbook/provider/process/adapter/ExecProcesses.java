package dev.runbook.provider.process.adapter;

import dev.runbook.port.Clock;
import dev.runbook.port.Processes;
import dev.runbook.port.StopRequests;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.launcher.CommandLauncherFactory;

/**
 * Starts programs with commons-exec. Each gets a session of its own where {@code setsid} is installed: Ctrl-C on the
 * terminal then reaches us alone, and we pass it on once; a second one would make helm give up its clean-up.
 */
public final class ExecProcesses implements Processes, AutoCloseable {
    /** Answers of programs are read whole; 16 MiB is more than any release of helm can be. */
    private static final int OUT_HEAD = 16 * 1024 * 1024;

    private static final int ERR_HEAD = 256 * 1024;
    private static final int TAIL = 256 * 1024;

    /** How often what is left is looked for anew: what is just being started while it is ended may be missed. */
    private static final int ROUNDS = 20;

    /** Those that have started something. Orphans have no mark of whose they are, so the last of several ends them. */
    private static final Set<ExecProcesses> OPEN = ConcurrentHashMap.newKeySet();

    /** How many there have been in this process. */
    private static final AtomicLong BEGUN = new AtomicLong();

    /** How long an ended program's stream may stay silent and open before nobody listens any longer. */
    private static final Duration REST = Duration.ofMillis(300);

    private final Map<String, String> environment;
    private final StopRequests interruption;
    private final Clock clock;
    private final Duration grace;
    private final boolean terminal;
    private final Optional<String> setsid;
    private final Optional<String> shell;
    private final String mark;
    private final Set<Long> adopted = ConcurrentHashMap.newKeySet();
    private final Set<Long> sessions = ConcurrentHashMap.newKeySet();
    private final Set<StartedProgram> running = ConcurrentHashMap.newKeySet();
    private final Set<Long> told = ConcurrentHashMap.newKeySet();
    private final ExecutorService pumps = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("output-", 0).daemon().factory());
    private final Thread onExit = Thread.ofPlatform().name("end-programs").unstarted(() -> endAll(true));
    private boolean guarded;

    /**
     * @param environment our own environment, which programs inherit
     * @param grace how long a program that must end may take to clean up
     * @param terminal whether a terminal sends Ctrl-C to our whole process group
     */
    public ExecProcesses(
            Map<String, String> environment, StopRequests interruption, Clock clock, Duration grace, boolean terminal) {
        this.environment = Map.copyOf(environment);
        this.interruption = interruption;
        this.clock = clock;
        this.grace = grace;
        this.terminal = terminal;
        // Several may begin in one instant, and none may end what another has started.
        this.mark = ProcessHandle.current().pid() + "-" + clock.now().toEpochMilli() + "-" + BEGUN.incrementAndGet();
        this.setsid = find("setsid");
        this.shell = find("sh");
    }

    @Override
    public Result run(Request request, Output output) throws InterruptedException {
        Duration began = clock.elapsed();
        if (interruption.wish() == StopRequests.StopRequest.NOW) {
            return new Result(End.STOPPED, -1, "", "", Duration.ZERO);
        }
        if (!output.equals(Output.NONE)) {
            Orphans.kept();
        }
        String program = request.arguments().getFirst();
        Optional<String> found = find(program);
        if (found.isEmpty()) {
            return notStarted(
                    program.contains("/") ? "no such program, or it may not be executed" : "not found on the PATH");
        }
        ProcessRun run = new ProcessRun(interruption.wish(), request.stopping());
        try (StopRequests.Registration _ = interruption.onChange(run::wishChanged)) {
            StartedProgram started;
            try {
                started = start(found.get(), request);
                Orphans.isOurs(started.process());
            } catch (IOException | IllegalArgumentException e) {
                return notStarted(reason(e));
            }
            if (request.stopping() == Stopping.AT_LAST_KILLED) {
                running.add(started);
                sessions.add(started.process().pid());
            }
            try {
                started.process()
                        .toHandle()
                        .info()
                        .startInstant()
                        .ifPresent(at -> output.started(started.process().pid(), at));
                run.started(started);
                return finish(run, started, request, output, began);
            } finally {
                running.remove(started);
            }
        }
    }

    private Result finish(ProcessRun run, StartedProgram started, Request request, Output output, Duration began)
            throws InterruptedException {
        Process process = started.process();
        LinePump out = new LinePump(process.getInputStream(), Stream.OUT, output, new HeadAndTail(OUT_HEAD, TAIL));
        LinePump err = new LinePump(process.getErrorStream(), Stream.ERR, output, new HeadAndTail(ERR_HEAD, TAIL));
        pumps.execute(out);
        pumps.execute(err);
        if (request.stopping() != Stopping.AT_LAST_KILLED) {
            return finishAlive(run, started, request, output, began, out, err);
        }
        boolean inTime;
        try {
            closeInput(process);
            inTime = waitFor(process, request.limit());
            if (!inTime) {
                started.end(grace.toMillis());
            }
            drain(out, err);
        } catch (InterruptedException e) {
            started.end(grace.toMillis());
            started.endRest();
            throw e;
        }
        return result(process, !inTime, run, began, out, err);
    }

    /** Waits for one that must not be killed. */
    private Result finishAlive(
            ProcessRun run,
            StartedProgram started,
            Request request,
            Output output,
            Duration began,
            LinePump out,
            LinePump err)
            throws InterruptedException {
        Process process = started.process();
        closeInput(process);
        BoundedWait awaiting = new BoundedWait(started, request, output, run::stopped, clock);
        BoundedWait.WaitOutcome outcome = awaiting.await();
        if (outcome == BoundedWait.WaitOutcome.LEFT) {
            out.stopListening();
            err.stopListening();
            return new Result(
                    End.LEFT,
                    -1,
                    out.text(),
                    "process " + process.pid(),
                    clock.elapsed().minus(began));
        }
        if (awaiting.interrupted()) {
            started.endRest();
            throw new InterruptedException();
        }
        drain(out, err);
        return result(process, outcome == BoundedWait.WaitOutcome.LATE, run, began, out, err);
    }

    private Result result(Process process, boolean late, ProcessRun run, Duration began, LinePump out, LinePump err) {
        out.refusal().or(err::refusal).ifPresent(e -> {
            throw e;
        });
        int code = process.exitValue();
        End end = late ? End.TIMED_OUT : run.stopped() && code != 0 ? End.STOPPED : End.EXITED;
        return new Result(end, code, out.text(), err.text(), clock.elapsed().minus(began));
    }

    @Override
    public boolean runs(long pid, Instant started) {
        // The system may have given the number to another program since; it counts starts in hundredths of a second.
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .filter(at -> Duration.between(started, at).abs().compareTo(Duration.ofSeconds(1)) < 0)
                .isPresent();
    }

    @Override
    public List<Running> adopt(long pid) {
        guard();
        adopted.add(pid);
        return BackgroundPrograms.of(other -> isOf(pid, other), Set.of()).stream()
                .filter(BackgroundPrograms::leads)
                .peek(process -> HeldStreams.read(process.pid(), pumps))
                .flatMap(
                        process -> process
                                .info()
                                .startInstant()
                                .map(at -> new Running(process.pid(), at, HeldStreams.areOf(process)))
                                .stream())
                .toList();
    }

    @Override
    public List<Background> background() {
        Set<Long> busy = new HashSet<>();
        running.forEach(started -> busy.add(started.process().pid()));
        return left(carried -> carried.equals(mark), OPEN.size() == 1).stream()
                .filter(program -> !busy.contains(program.pid())
                        && !busy.contains(BackgroundPrograms.session(program.pid()))
                        && !HeldStreams.areOf(program))
                .filter(program -> told.add(program.pid()))
                .map(program -> new Background(program.pid(), BackgroundPrograms.name(program)))
                .toList();
    }

    /** What was started by programs with these marks, or in a session of ours, and still does something. */
    private List<ProcessHandle> left(Predicate<String> wanted, boolean orphans) {
        Set<Long> own = setsid.isPresent() ? Set.copyOf(sessions) : Set.of();
        Set<ProcessHandle> found = new LinkedHashSet<>(BackgroundPrograms.of(wanted, own));
        if (orphans) {
            found.addAll(Orphans.all());
        }
        found.removeIf(program -> !BackgroundPrograms.works(program));
        return List.copyOf(found);
    }

    /** Whether a mark is that of an earlier process; in a container it may well have had our own number. */
    private boolean isOf(long pid, String other) {
        return other.startsWith(pid + "-") && !other.equals(mark);
    }

    private StartedProgram start(String program, Request request) throws IOException {
        for (Map.Entry<String, String> entry : request.environment().entrySet()) {
            // The JDK would cut the value short and say nothing.
            if (entry.getKey().isEmpty()
                    || (entry.getKey() + entry.getValue()).indexOf('\0') >= 0
                    || entry.getKey().contains("=")) {
                throw new IOException("no environment can hold a variable such as " + entry.getKey());
            }
        }
        guard();
        List<String> whole = new ArrayList<>(setsid.stream().toList());
        if (request.stopping() != Stopping.AT_LAST_KILLED) {
            whole.addAll(HeldStreams.before(shell));
        }
        whole.add(program);
        whole.addAll(request.arguments().subList(1, request.arguments().size()));
        CommandLine line = new CommandLine(whole.getFirst());
        // commons-exec trims what it is given, but not what it puts in for a name: so each argument goes by a name.
        Map<String, String> named = new HashMap<>();
        whole.stream().skip(1).forEach(a -> add(line, named, a));
        line.setSubstitutionMap(named);
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(request.environment());
        all.put(BackgroundPrograms.MARK, mark);
        return new StartedProgram(CommandLauncherFactory.createVMLauncher().exec(line, all), setsid.isPresent(), shell);
    }

    private static void add(CommandLine line, Map<String, String> named, String argument) {
        String name = "argument" + named.size();
        named.put(name, argument);
        line.addArgument("${" + name + "}", false);
    }

    private static boolean waitFor(Process process, Optional<Duration> limit) throws InterruptedException {
        if (limit.isEmpty()) {
            process.waitFor();
            return true;
        }
        return process.waitFor(limit.get().toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits for the last lines. What the program left in the background may hold the streams open: nobody listens to
     * it any longer, and it ends with the run. It is not ended here, for only the JDK knows, by chance of timing,
     * whether the streams are still open: it puts what was read in their place when the program ends.
     */
    private static void drain(LinePump out, LinePump err) throws InterruptedException {
        boolean heard = out.ended(REST) && err.ended(REST);
        if (!heard) {
            out.stopListening();
            err.stopListening();
        }
    }

    private static void closeInput(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already, and nobody wanted to write to it.
        }
    }

    @Override
    public Optional<String> find(String program) {
        try {
            if (program.isEmpty()) {
                return Optional.empty();
            }
            if (program.contains("/")) {
                return Optional.of(program).filter(p -> executable(Path.of(p)));
            }
            for (String folder :
                    environment.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1)) {
                Path candidate = Path.of(folder.isEmpty() ? "." : folder, program);
                if (executable(candidate)) {
                    return Optional.of(candidate.toString());
                }
            }
            return Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean executable(Path path) {
        return Files.isExecutable(path) && !Files.isDirectory(path);
    }

    private static Result notStarted(String why) {
        return new Result(End.NOT_STARTED, -1, "", why, Duration.ZERO);
    }

    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("Argument list too long")) {
            return "its arguments are longer than the operating system takes";
        }
        return message.replaceFirst("^Cannot run program \\S+ ?(\\(in directory \\S+\\))?: ", "");
    }

    private synchronized void guard() {
        if (!guarded) {
            Runtime.getRuntime().addShutdownHook(onExit);
            OPEN.add(this);
            guarded = true;
        }
    }

    /**
     * Ends whatever is still there: programs that run, and those that went into the background. One that must not be
     * killed, of ours or of a run before that we have waited for, goes on alone, unless a person wants the end now.
     */
    private void endAll(boolean orphans) {
        for (StartedProgram started : List.copyOf(running)) {
            started.end(TimeUnit.SECONDS.toMillis(2));
        }
        boolean now = interruption.wish() == StopRequests.StopRequest.NOW;
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> left = left(
                            carried -> carried.equals(mark) || adopted.stream().anyMatch(pid -> isOf(pid, carried)),
                            orphans)
                    .stream()
                    .filter(program -> now || !HeldStreams.areOf(program))
                    .toList();
            if (left.stream().filter(ProcessHandle::destroyForcibly).toList().isEmpty()) {
                return;
            }
        }
    }

    @Override
    public synchronized void close() {
        if (guarded) {
            try {
                Runtime.getRuntime().removeShutdownHook(onExit);
            } catch (IllegalStateException e) {
                // We are shutting down already, and the hook does the rest.
                return;
            }
            endAll(OPEN.size() == 1);
            OPEN.remove(this);
            guarded = false;
        }
        pumps.shutdown();
    }

    /** One run, as far as a person's wish to stop concerns it. */
    private final class ProcessRun {
        private final StopRequests.StopRequest before;
        private final Stopping stopping;
        private Optional<StartedProgram> program = Optional.empty();
        private boolean passedOn;

        /** A wish that is older than the program was not about it: an {@code ensure} clause still has its turn. */
        ProcessRun(StopRequests.StopRequest before, Stopping stopping) {
            this.before = before;
            this.stopping = stopping;
        }

        synchronized void started(StartedProgram started) {
            program = Optional.of(started);
            wishChanged();
        }

        synchronized void wishChanged() {
            StopRequests.StopRequest wish = interruption.wish();
            if (wish == before || program.isEmpty()) {
                return;
            }
            switch (wish) {
                case NONE -> {}
                case CLEANLY -> {
                    if (stopping == Stopping.LEFT_ALONE) {
                        return;
                    }
                    boolean byTerminal = terminal && !program.get().ownGroup();
                    if (!passedOn && !byTerminal) {
                        program.get().interrupt();
                    }
                    passedOn = true;
                }
                case NOW -> {
                    passedOn = true;
                    program.get().kill();
                }
            }
        }

        synchronized boolean stopped() {
            return passedOn;
        }
    }
}
