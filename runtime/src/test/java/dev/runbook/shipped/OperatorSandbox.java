package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.DefaultSignals;
import dev.runbook.Prerequisite;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.provider.kube.adapter.Testbed;
import dev.runbook.rehearsal.chart.ChartRepository;
import dev.runbook.rehearsal.chart.ChartSource;
import dev.runbook.run.journal.Recorded;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One operator's place: a namespace of the real control plane, one helm with a home of its own, charts, a working folder. */
final class OperatorSandbox implements AutoCloseable {
    private static final Map<String, List<String>> BY_HAND = Map.of(
            "update-coder.rb", List.of("Take a snapshot of the database", "Point DNS at the new address"),
            "update-release.rb", List.of("Tell of new addresses"));

    final Testbed testbed = Testbed.open();
    final String namespace = testbed.namespace;
    final Objects objects = new Objects(testbed);
    final Path folder;
    private final Path helm;
    private final List<ChartRepository> repositories = new ArrayList<>();
    private Path kubeconfig = testbed.kubeconfig;

    /**
     * A place with nothing in it.
     *
     * @param version of helm, as the testbed has it: 3 or 4
     */
    OperatorSandbox(Path folder, int version) throws IOException {
        this.folder = folder;
        Prerequisite.HELMS.orSkip();
        try (Stream<Path> files = Files.list(Path.of(System.getenv("TESTBED_HELM")))) {
            this.helm = files.filter(f -> f.getFileName().toString().matches("helm-v" + version + "\\.\\d+\\.\\d+"))
                    // The testbed's other helm 3 is the oldest that it can build.
                    .filter(f -> !f.getFileName().toString().startsWith("helm-v3.5."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    Path helm() {
        return helm;
    }

    /** By which the operator comes to the cluster. */
    Path kubeconfig() {
        return kubeconfig;
    }

    /** From now on the operator comes to the cluster by another kubeconfig; somebody else does not. */
    void operatorHas(Path other) {
        kubeconfig = other;
    }

    /** Arguments, and more of them behind. */
    static String[] with(String[] more, String... first) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
    }

    /** The version of the chart that the newest revision of a release has. */
    String chartVersion(String release) throws IOException, InterruptedException {
        String chart =
                helm("list", "--filter=^" + release + "$", "--output=json").replaceAll("(?s).*\"chart\":\"", "");
        return chart.substring(0, chart.indexOf('"')).replaceFirst("^.*?-(?=\\d+\\.)", "");
    }

    String file(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** Serves a chart in some versions on loopback. */
    String serve(ChartSource chart, String... versions) throws IOException {
        ChartRepository repository = ChartRepository.start(chart, List.of(versions));
        repositories.add(repository);
        return repository.url().toString();
    }

    /** Where the chart that was served last is. */
    String lastServed() {
        return repositories.getLast().url().toString();
    }

    /** Runs helm itself, as somebody else at another terminal would, and expects it to end well. */
    String helm(String... arguments) throws IOException, InterruptedException {
        Program.Ended ended = helmStarts(arguments).end();
        assertEquals(0, ended.exit(), ended.said());
        return ended.said();
    }

    /** The same in another namespace. */
    void helmIn(String other, String... arguments) throws IOException, InterruptedException {
        Program.Ended ended = starts(other, arguments).end();
        assertEquals(0, ended.exit(), ended.said());
    }

    Program helmStarts(String... arguments) throws IOException {
        return starts(namespace, arguments);
    }

    private Program starts(String namespace, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(helm.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--namespace", namespace, "--kubeconfig", testbed.kubeconfig.toString()));
        return start(folder, command, "somebody", Map.of());
    }

    /** Coder as somebody has installed it a while ago, with the values of mine.yml; gives its addresses. */
    List<String> install(String url, String version, String... more) throws IOException, InterruptedException {
        helm(with(more, "install", "coder", "coder", "--repo=" + url, "--version=" + version, "--values=mine.yml"));
        return objects.awaitAddresses("ingress-nginx");
    }

    /** Every object of the release's manifest is there, and nobody has deleted it. */
    void allIsThere(String release) throws Exception {
        objects.holdAll(helm("get", "manifest", release));
    }

    Run updateCoder(String url, String... more) throws IOException, InterruptedException {
        return exec("update-coder.rb", with(more, "repo_url=" + url));
    }

    /** Runs a shipped runbook to its end. */
    Run exec(String runbook, String... arguments) throws IOException, InterruptedException {
        return exec(helm, Map.of(), runbook, arguments);
    }

    Run exec(Path helm, Map<String, String> environment, String runbook, String... arguments)
            throws IOException, InterruptedException {
        return ended(execStarts(helm, environment, runbook, arguments));
    }

    /** The run of a program that {@link #execStarts} has started, at its end. */
    Run ended(Program program) throws IOException, InterruptedException {
        return ended(program.end());
    }

    Run ended(Program.Ended ended) {
        RunFolders folders = new RunFolders(
                folder.resolve(".runbook/runs"), folder, new SystemClock(), RandomGenerator.getDefault());
        List<Recorded> newest = folders.names().stream()
                .map(run -> folders.read(run).records())
                .max(Comparator.comparing(records -> records.getFirst().time()))
                .orElseThrow(() -> new AssertionError(ended.said()));
        return new Run(ended.exit(), ended.said(), newest);
    }

    Program execStarts(Path helm, Map<String, String> environment, String runbook, String... arguments)
            throws IOException {
        return execStarts(folder, kubeconfig, helm, environment, runbook, arguments);
    }

    /**
     * Starts a run somewhere, as somebody.
     *
     * @param where the working folder
     */
    Program execStarts(
            Path where,
            Path kubeconfig,
            Path helm,
            Map<String, String> environment,
            String runbook,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(runbookProgram());
        command.addAll(List.of("exec", runbook));
        command.addAll(List.of(arguments));
        // What is done by hand: the tests have no hands, and --yes does not say it.
        BY_HAND.getOrDefault(runbook, List.of()).forEach(title -> command.add("--answer=" + title + "=yes"));
        command.addAll(List.of("namespace=" + namespace, "--helm=" + helm, "--kubeconfig=" + kubeconfig));
        return start(where, command, "operator", environment);
    }

    /** Starts an update of Coder. */
    Program updateCoderStarts(String url, String... more) throws IOException {
        return execStarts(helm, Map.of(), "update-coder.rb", with(more, "repo_url=" + url));
    }

    /** Carries an update on to its end, with the answers of {@link #exec}. */
    Run resume(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(options));
        BY_HAND.getOrDefault("update-coder.rb", List.of()).forEach(title -> all.add("--answer=" + title + "=yes"));
        return resume(Map.of(), all.toArray(String[]::new));
    }

    Run resume(Map<String, String> environment, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(runbookProgram());
        command.addAll(List.of("resume", "last"));
        command.addAll(List.of(options));
        command.addAll(List.of("--helm=" + helm, "--kubeconfig=" + kubeconfig));
        return ended(start(folder, command, "operator", environment));
    }

    /** Plans a shipped runbook, with every command and branch. */
    Program.Ended plan(String runbook, String... arguments) throws IOException, InterruptedException {
        return foresee(runbook, with(arguments, "--detail"));
    }

    /** Asks what will happen when a shipped runbook is run. */
    Program.Ended foresee(String runbook, String... arguments) throws IOException, InterruptedException {
        return foreseeStarts(helm, Map.of(), runbook, arguments).end();
    }

    /** Starts to ask that, with another helm. */
    Program foreseeStarts(Path other, Map<String, String> environment, String runbook, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(runbookProgram());
        command.addAll(List.of("plan", runbook));
        command.addAll(List.of(arguments));
        command.addAll(List.of("namespace=" + namespace, "--helm=" + other, "--kubeconfig=" + kubeconfig));
        return start(folder, command, "operator", environment);
    }

    /** Plays a shipped runbook in a copy of the cluster, with yes to all questions. */
    Program.Ended rehearse(String runbook, String... arguments) throws IOException, InterruptedException {
        return rehearseStarts(helm, runbook, arguments).end();
    }

    Program rehearseStarts(Path other, String runbook, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(runbookProgram());
        command.addAll(List.of("rehearse", "--from-cluster", runbook));
        command.addAll(List.of(arguments));
        BY_HAND.getOrDefault(runbook, List.of()).forEach(title -> command.add("--answer=" + title + "=yes"));
        command.addAll(List.of("--yes", "--yes-destroy", "namespace=" + namespace));
        command.addAll(List.of("--helm=" + other, "--kubeconfig=" + kubeconfig));
        return start(folder, command, "operator", Map.of());
    }

    /** Does a plan that was saved in the folder. */
    Program.Ended execPlan(String file, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(runbookProgram());
        command.addAll(List.of("exec", file));
        command.addAll(List.of(options));
        return start(folder, command, "operator", Map.of()).end();
    }

    static List<String> runbookProgram() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                "dev.runbook.app.cli.Main");
    }

    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Program start(Path where, List<String> command, String who, Map<String, String> environment)
            throws IOException {
        Path output = Files.createTempFile(folder, who + "-", ".txt");
        List<String> answering = new ArrayList<>(DefaultSignals.before());
        answering.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(answering)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(output.toFile());
        Path home = folder.resolve("helm-of-" + who);
        builder.environment()
                .putAll(Map.of(
                        "HELM_CACHE_HOME", home + "/cache",
                        "HELM_CONFIG_HOME", home + "/config",
                        "HELM_DATA_HOME", home + "/data"));
        builder.environment().putAll(environment);
        return new Program(builder.start(), output);
    }

    @Override
    public void close() {
        repositories.forEach(ChartRepository::close);
        objects.close();
        testbed.close();
    }
}
