package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.KillCommand;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.folder.RunLock;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.provider.kube.adapter.KubeCluster;
import dev.runbook.provider.kube.adapter.Testbed;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** An update that is killed, at most once, and carried on until it has ended. */
final class KilledUpdate {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final FaultWorld ground;
    private final Path working;
    private final Path temporary;
    private final PausingHelm helm;
    private final List<Program> programs = new ArrayList<>();

    KilledUpdate(FaultWorld ground) throws IOException, InterruptedException {
        this.ground = ground;
        this.working = Files.createDirectories(ground.folder().resolve("working"));
        this.temporary = Files.createDirectories(ground.folder().resolve("temporary"));
        ground.furnish(ground.folder().resolve("home"));
        this.helm = new PausingHelm(ground.folder().resolve("calls"), ground.helm());
    }

    /**
     * How it ended.
     *
     * @param state what the cluster and the working folder hold
     * @param calls helm's calls that ended by themselves, with their exit codes
     * @param began all of helm's calls
     */
    record Ending(String state, List<String> calls, List<String> began, List<Recorded> journal) {
        /** How often helm did something well, and did not only try it. */
        long done(String verb) {
            return calls.stream()
                    .filter(call -> call.startsWith("0 " + verb + " ") && !call.contains(" --dry-run"))
                    .count();
        }
    }

    /** Without being killed. */
    Ending undisturbed() throws Exception {
        Program program = exec();
        assertEquals(ground.exit(), program.end().exit(), this::said);
        return ending();
    }

    /** Killed at a point, if it comes there. */
    Ending killedAt(FaultPoint point) throws Exception {
        boolean killed = switch (point) {
            case FaultPoint.AtFact fact -> killAt(fact);
            case FaultPoint.InHelm call -> killIn(call);
        };
        assertTrue(killed, () -> "it ended before " + point + "\n" + said());
        carryOn();
        return ending();
    }

    private boolean killAt(FaultPoint.AtFact point) throws Exception {
        DebuggedProgram debugger = new DebuggedProgram();
        Program program = exec(debugger.option());
        boolean stands = debugger.awaitFact(point);
        program.kill();
        return stands;
    }

    private boolean killIn(FaultPoint.InHelm point) throws Exception {
        helm.standAt(point.call());
        Program program = exec();
        try (KubeCluster cluster = new KubeCluster(
                Optional.of(ground.kubeconfig().toString()), Optional.empty(), Map.of(), new SystemClock())) {
            Testbed.eventually(LONG, "helm stands still", () -> stands().isPresent() || ended(program));
            if (stands().isEmpty()) {
                return false;
            }
            if (point.writing()) {
                String before = EndState.releases(ground, cluster);
                helm.go();
                Testbed.eventually(
                        LONG,
                        "helm writes",
                        () -> !EndState.releases(ground, cluster).equals(before) || ended(program));
            }
        }
        program.kill();
        if (point.helmToo()) {
            // It leads a group of its own, with the helm that it has started.
            KillCommand.sendToGroup("KILL", stands().orElseThrow());
        } else if (!point.writing()) {
            helm.go();
        }
        return true;
    }

    private Optional<Long> stands() {
        try {
            return helm.stands();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean ended(Program program) {
        return !program.process().isAlive();
    }

    private void carryOn() throws Exception {
        if (journal().stream().anyMatch(fact -> fact.entry() instanceof Entry.Ended)) {
            return;
        }
        Program next = journal().isEmpty() ? exec() : resume();
        Program.Ended ended = next.end();
        assertEquals(ground.exit(), ended.exit(), this::said);
    }

    private Program exec(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("exec", ground.runbook()));
        arguments.addAll(ground.parameters());
        return start(List.of(options), arguments);
    }

    private Program resume() throws IOException {
        return start(List.of(), List.of("resume"));
    }

    private Program start(List<String> java, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(OperatorSandbox.runbookProgram());
        command.addAll(1, java);
        command.add(1, "-Djava.io.tmpdir=" + temporary);
        // Otherwise Java leaves a file of its own in /tmp, also when it is killed.
        command.add(1, "-XX:-UsePerfData");
        command.addAll(arguments);
        command.addAll(ground.options());
        command.addAll(List.of("--helm=" + helm.program(), "--kubeconfig=" + ground.kubeconfig()));
        Path home = ground.folder().resolve("home");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(working.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(
                        ground.folder().resolve("said-" + programs.size()).toFile());
        builder.environment().putAll(ground.environment());
        builder.environment().put("HELM_CACHE_HOME", home + "/cache");
        builder.environment().put("HELM_CONFIG_HOME", home + "/config");
        builder.environment().put("HELM_DATA_HOME", home + "/data");
        Program program = new Program(builder.start(), ground.folder().resolve("said-" + programs.size()));
        programs.add(program);
        return program;
    }

    /** Ends what a test that failed has left. */
    void end() throws IOException {
        for (ProcessHandle process : mine()) {
            process.destroyForcibly();
        }
    }

    private String said() {
        StringBuilder all = new StringBuilder();
        for (Program program : programs) {
            all.append("--- ")
                    .append(program.output().getFileName())
                    .append('\n')
                    .append(program.said());
        }
        return all.toString();
    }

    private RunFolders folders() {
        return new RunFolders(runs(), working, new SystemClock(), RandomGenerator.getDefault());
    }

    private Path runs() {
        return working.resolve(".runbook/runs");
    }

    private List<Recorded> journal() {
        List<String> names = folders().names();
        assertTrue(names.size() <= 1, () -> "several runs: " + names);
        return names.isEmpty() ? List.of() : folders().read(names.getFirst()).records();
    }

    private Ending ending() throws Exception {
        Testbed.eventually(LONG, "no process is left", () -> mine().isEmpty());
        assertNothingIsLeft();
        ground.inspect();
        return new Ending(EndState.of(ground) + "\n" + files(), helm.ended(), helm.began(), journal());
    }

    /** Processes that know this folder: the run, helm, and whatever else the run has started. */
    private List<ProcessHandle> mine() {
        String mark = ground.folder().resolve("home").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> environment(process).contains(mark))
                .toList();
    }

    private static String environment(ProcessHandle process) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ")), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.walk(temporary)) {
            assertEquals(List.of(temporary), left.toList());
        }
        try (Stream<Path> all = Files.walk(runs())) {
            for (Path path : all.toList()) {
                String name = String.valueOf(path.getFileName());
                assertTrue(!name.endsWith(".half") && !name.contains(".tmp"), path::toString);
                assertTrue(!name.equals("lock") || !held(path), () -> path + " is held");
                assertTrue(!name.equals("journal.jsonl") || Files.size(path) > 0, () -> path + " is empty");
            }
        }
    }

    private static boolean held(Path lock) throws IOException {
        // Who is killed after the end of the run leaves its name there, and nothing else.
        String here = Optional.ofNullable(System.getenv("HOSTNAME"))
                .orElse(InetAddress.getLocalHost().getHostName());
        return RunLock.holder(lock.resolveSibling("."), here).isPresent();
    }

    private String files() throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(working)) {
            for (Path file : all.toList()) {
                String name = String.valueOf(file.getFileName());
                files.put(name, content(name, file));
            }
        }
        return files.toString();
    }

    private String content(String name, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return "a folder";
        }
        return ground.differs(name) ? "a file" : Files.readString(file);
    }
}
