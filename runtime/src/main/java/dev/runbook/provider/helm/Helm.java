package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Processes;
import dev.runbook.port.Right;
import dev.runbook.provider.kube.ReleaseManifests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The helm that a run uses: where it is, which cluster it is pointed at, and what it answers.
 * Every read can throw {@link Failed}; none takes longer than its limit.
 */
public final class Helm implements ReleaseManifests {
    private static final String DRIVER = "HELM_DRIVER";
    private static final Set<String> IN_SECRETS = Set.of("", "secret", "secrets");
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Processes processes;
    private final Settings settings;
    private final HelmVersion version;
    private final TimeLimits limits;
    private final Optional<HelmMemory> memory;

    public Helm(Processes processes, Settings settings) {
        this(
                processes,
                settings,
                new HelmVersion(processes, settings),
                TimeLimits.OF_A_RUN,
                settings.state().map(state -> HelmMemory.of(new HelmMemory.Changes(state, state))));
    }

    private Helm(
            Processes processes,
            Settings settings,
            HelmVersion version,
            TimeLimits limits,
            Optional<HelmMemory> memory) {
        this.processes = processes;
        this.settings = settings;
        this.version = version;
        this.limits = limits;
        this.memory = memory;
    }

    public Settings settings() {
        return settings;
    }

    public Processes processes() {
        return processes;
    }

    /** The same helm, but it asks each question only once and then answers from memory: for one wait, or one plan. */
    public Helm caching() {
        return memory.filter(HelmMemory::lasts).isPresent()
                ? this
                : new Helm(processes, settings, version, limits, Optional.of(HelmMemory.shortLived()));
    }

    /** The same helm with the limits of a plan: it asks each question once, and no more once the cluster does not answer. */
    public Helm ofOnePlan() {
        return new Helm(processes, settings, version, TimeLimits.OF_A_PLAN, Optional.of(HelmMemory.ofOnePlan()));
    }

    /**
     * The same helm, but it asks no question twice while nothing changes: where only we can change anything.
     *
     * @param cluster how often something of the cluster was changed so far
     * @param files how often one of the files was
     */
    public Helm cachingWhile(LongSupplier cluster, LongSupplier files) {
        HelmMemory lasting = HelmMemory.of(new HelmMemory.Changes(cluster, files));
        return new Helm(processes, settings, version, limits, Optional.of(lasting));
    }

    /** Whether it answers anything from memory by now. */
    public boolean remembers() {
        return memory.filter(m -> !m.isEmpty()).isPresent();
    }

    /** The same helm with other limits. */
    public Helm within(TimeLimits others) {
        return new Helm(processes, settings, version, others, memory);
    }

    /** The same helm, but no question of it takes longer than that; a second is always given. */
    public Helm limitedTo(Duration longest) {
        Duration read = Collections.min(List.of(limits.read(), Collections.max(List.of(longest, SHORTEST))));
        return within(new TimeLimits(read, limits.fetch(), limits.change()));
    }

    /** Helm's version, asked once; fails with the guide's link when helm is missing or too old. */
    public SemanticVersion version() throws InterruptedException {
        return version.get();
    }

    /** Helm's version for a plan: the one that most people have when there is no helm to ask. */
    public SemanticVersion versionOrAssumed() throws InterruptedException {
        try {
            return version.get();
        } catch (Failed absent) {
            return HelmVersion.ASSUMED;
        }
    }

    /** The whole argument list of a command of helm, with the cluster it is pointed at. */
    public List<String> command(List<String> arguments, Optional<String> namespace) {
        return command(arguments, namespace, settings.kubeconfig(), settings.context());
    }

    private List<String> command(
            List<String> arguments, Optional<String> namespace, Optional<String> kubeconfig, Optional<String> context) {
        List<String> command = new ArrayList<>();
        command.add(settings.executable());
        command.addAll(arguments);
        namespace.filter(n -> !n.isEmpty()).ifPresent(n -> command.add("--namespace=" + n));
        kubeconfig.ifPresent(k -> command.add("--kubeconfig=" + k));
        context.ifPresent(c -> command.add("--kube-context=" + c));
        return command;
    }

    /**
     * As it is started where the environment says which cluster is meant: a kubeconfig on the command line would hide that
     * from helm's plugins. The context is named to helm itself, too, which may outlive us.
     */
    private List<String> started(List<String> arguments, Optional<String> namespace) {
        return settings.inherited().isEmpty()
                ? command(arguments, namespace)
                : command(
                        arguments,
                        namespace,
                        Optional.empty(),
                        settings.context().or(settings::inherited));
    }

    /** Runs a command that changes something outside of releases. */
    Processes.Result change(List<String> arguments, Optional<String> namespace, Processes.Output output)
            throws InterruptedException {
        memory.ifPresent(HelmMemory::chartsChange);
        return processes.run(
                new Processes.Request(started(arguments, namespace), settings.environment(), limits.change()), output);
    }

    /**
     * Runs a command that changes a release; in a run, its own options say how long it may take.
     *
     * @param operation what the command does
     */
    Processes.Result change(List<String> arguments, ReleaseOperation operation, Processes.Output output)
            throws InterruptedException {
        memory.ifPresent(HelmMemory::clear);
        return processes.run(
                new Processes.Request(
                        started(arguments, operation.namespace()),
                        settings.environment(),
                        limits.change(),
                        operation.verb().stopping(),
                        Optional.of(operation.longest(0))),
                new HelmTimeLimit(this, operation, output));
    }

    /** Whether it keeps its revisions in Secrets, as it does unless it is told otherwise. */
    boolean storesInSecrets() {
        return IN_SECRETS.contains(settings.environment().getOrDefault(DRIVER, ""));
    }

    @Override
    public Collection<Right> rights(String namespace) {
        return storesInSecrets() ? ReleaseRights.READ.onStorage(namespace) : List.of();
    }

    /** The manifest of a release's newest revision. */
    @Override
    public String manifest(String release, String namespace) throws InterruptedException {
        return read(List.of("get", "manifest", HelmNames.release(release)), Optional.of(namespace));
    }

    /** The manifest of one of its revisions. */
    String manifest(String release, String namespace, int revision) throws InterruptedException {
        return read(
                List.of("get", "manifest", HelmNames.release(release), "--revision=" + revision),
                Optional.of(namespace));
    }

    /** What a revision makes by hooks, which its manifest does not have. */
    String hooks(String release, String namespace, int revision) throws InterruptedException {
        return read(
                List.of("get", "hooks", HelmNames.release(release), "--revision=" + revision), Optional.of(namespace));
    }

    /** All values that a revision was rendered with, those of its chart included. */
    Map<String, Object> allValues(String release, String namespace, int revision) throws InterruptedException {
        List<String> arguments = List.of(
                "get", "values", HelmNames.release(release), "--all", "--output=yaml", "--revision=" + revision);
        return Yaml.map(read(arguments, Optional.of(namespace)), "the values of " + release);
    }

    /**
     * What helm prints of a command that only renders a chart, and may have to fetch it before. It is asked each time:
     * two renderings of one chart tell what the chart makes up.
     */
    String rendering(List<String> arguments, Optional<String> namespace) throws InterruptedException {
        List<String> command = command(arguments, namespace);
        Helm forgetful = new Helm(processes, settings, version, limits, Optional.empty());
        return good(command, forgetful.ask(arguments, namespace, limits.fetch()));
    }

    /** The same where the rendering before will do, as long as nothing has changed since. */
    String lastRendering(List<String> arguments, Optional<String> namespace) throws InterruptedException {
        return memory.filter(HelmMemory::lasts).isPresent()
                ? good(command(arguments, namespace), ask(arguments, namespace, limits.fetch()))
                : rendering(arguments, namespace);
    }

    /** The values that the operator gave to a revision, as YAML; of the newest when none is named. */
    public String values(String release, String namespace, OptionalInt revision) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("get", "values", HelmNames.release(release), "--output=yaml"));
        revision.ifPresent(r -> arguments.add("--revision=" + r));
        return read(arguments, Optional.of(namespace));
    }

    /** The revisions of a release, the oldest first; fails with ReleaseNotFound when there is no such release. */
    public List<Revision> history(String release, String namespace) throws InterruptedException {
        String name = HelmNames.release(release);
        try {
            List<Revision> history =
                    HelmOutput.history(read(List.of("history", name, "--output=json"), Optional.of(namespace)));
            if (history.isEmpty()) {
                throw new Failed(RecordFailures.unreadable(name, namespace));
            }
            return history;
        } catch (Failed e) {
            throw e.failure().kind() == FailureClass.ReleaseNotFound ? HelmNames.noRelease(name, namespace) : e;
        }
    }

    /**
     * The revision that is deployed, or else the newest that was, if there is one. An uninstall writes its own state over that
     * of the newest; it had been deployed where no other one is.
     */
    public static OptionalInt lastDeployed(List<Revision> history) {
        if (!history.isEmpty()
                && history.getLast().leaving()
                && history.stream().noneMatch(Revision::deployed)) {
            return OptionalInt.of(history.getLast().number());
        }
        return running(history)
                .map(revision -> OptionalInt.of(revision.number()))
                .orElse(OptionalInt.empty());
    }

    /** The revision that is deployed, or else the newest that was and is not being taken away. */
    public static Optional<Revision> running(List<Revision> history) {
        return DeployedRevision.of(history, Revision::deployed, Revision::wasDeployed);
    }

    /** The chart repositories that helm knows. */
    public List<Repository> repositories() throws InterruptedException {
        List<String> arguments = List.of("repo", "list", "--output=json");
        Processes.Result result = ask(arguments, Optional.empty(), limits.read());
        if (!result.ok() && result.err().contains("no repositories")) {
            return List.of();
        }
        return HelmOutput.repositories(good(command(arguments, Optional.empty()), result));
    }

    /** What a chart's {@code Chart.yaml} says; of the newest version when none is named. */
    public Chart chart(String chart, Optional<String> wanted) throws InterruptedException {
        Chart found = HelmOutput.chart(show("chart", chart, wanted));
        wanted.ifPresent(version -> ChartVersions.holdToBuild(chart, version, found.version()));
        return found;
    }

    /** The text of a chart's own {@code values.yaml}. */
    public String chartValues(String chart, Optional<String> wanted) throws InterruptedException {
        return show("values", chart, wanted);
    }

    /** The definitions in the chart's {@code crds/}, as YAML. */
    String crds(String chart, Optional<String> wanted) throws InterruptedException {
        return OlderDefinitions.needed(version.get())
                ? OlderDefinitions.of(fetched(OlderDefinitions.arguments(chart), chart, wanted))
                : show("crds", chart, wanted);
    }

    private String show(String what, String chart, Optional<String> wanted) throws InterruptedException {
        return fetched(List.of("show", what, HelmNames.chart(chart)), chart, wanted);
    }

    private String fetched(List<String> question, String chart, Optional<String> wanted) throws InterruptedException {
        List<String> arguments = new ArrayList<>(question);
        wanted.ifPresent(v -> arguments.add("--version=" + v));
        List<String> command = command(arguments, Optional.empty());
        try {
            return good(command, ask(arguments, Optional.empty(), limits.fetch()));
        } catch (Failed e) {
            throw e.failure().kind() == FailureClass.ChartNotFound ? ChartSearch.explain(this, chart, wanted, e) : e;
        }
    }

    /** Reads of the cluster: within their limit, or the cluster is not reachable. */
    String read(List<String> arguments, Optional<String> namespace) throws InterruptedException {
        List<String> command = command(arguments, namespace);
        Optional<Failure> away = memory.flatMap(HelmMemory::away);
        if (away.isPresent()) {
            throw new Failed(away.get());
        }
        try {
            return good(command, ask(arguments, namespace, limits.read()));
        } catch (Failed failed) {
            if (failed.failure().kind() == FailureClass.Unreachable) {
                memory.ifPresent(m -> m.keepAway(failed.failure()));
            }
            throw failed;
        }
    }

    private Processes.Result ask(List<String> arguments, Optional<String> namespace, Duration limit)
            throws InterruptedException {
        version.get();
        List<String> command = command(arguments, namespace);
        Optional<Processes.Result> remembered = memory.flatMap(m -> m.answer(command));
        if (remembered.isPresent()) {
            return remembered.get();
        }
        Optional<HelmMemory.Moment> asked = memory.map(HelmMemory::now);
        Processes.Result result = processes.run(
                new Processes.Request(started(arguments, namespace), settings.environment(), Optional.of(limit)),
                Processes.Output.NONE);
        // A failure may pass: the next one who asks is to find that out. That there is no such release is an answer.
        memory.filter(m -> result.ok() || noRelease(command, result))
                .ifPresent(m -> m.keep(command, result, asked.orElseThrow()));
        return result;
    }

    private static boolean noRelease(List<String> command, Processes.Result result) {
        return result.end() == Processes.End.EXITED
                && HelmTexts.RECOGNITION.recognise(command, result).kind() == FailureClass.ReleaseNotFound;
    }

    private static String good(List<String> command, Processes.Result result) {
        if (result.ok()) {
            return result.out();
        }
        Failure failure = HelmTexts.RECOGNITION.recognise(command, result);
        if (result.end() == Processes.End.TIMED_OUT) {
            throw new Failed(Failure.of(
                    FailureClass.Unreachable,
                    "%s got no answer within %d s"
                            .formatted(
                                    String.join(" ", command.subList(0, Math.min(3, command.size()))),
                                    result.took().toSeconds()),
                    "Check the address, the network and the certificates; for the cluster, kubectl version with the "
                            + "same context must answer."));
        }
        throw new Failed(failure);
    }

    /**
     * How helm is to be called.
     *
     * @param executable as given with {@code --helm}, or {@code helm} to find it on the path
     * @param kubeconfig as given with {@code --kubeconfig}
     * @param context as given with {@code --context}
     * @param environment what is added to helm's environment
     * @param longest what helm's own time limits are shortened to in a plan, whatever the runbook says
     * @param inherited the context that the environment of programs names to them, where it does
     * @param state changes with each answer of helm's, where only we can change them; empty where others can
     */
    public record Settings(
            String executable,
            Optional<String> kubeconfig,
            Optional<String> context,
            Map<String, String> environment,
            Optional<Duration> longest,
            Optional<String> inherited,
            Optional<LongSupplier> state) {
        public Settings {
            environment = Map.copyOf(environment);
        }

        /** Settings that leave helm's time limits as the runbook has them. */
        public Settings(
                String executable,
                Optional<String> kubeconfig,
                Optional<String> context,
                Map<String, String> environment) {
            this(executable, kubeconfig, context, environment, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** The same with another environment. */
        public Settings with(Map<String, String> other) {
            return new Settings(executable, kubeconfig, context, other, longest, inherited, state);
        }

        /** The same where helm's releases are stored by such a driver; an empty one is helm's own choice. */
        public Settings storing(String driver) {
            if (driver.isEmpty()) {
                return this;
            }
            Map<String, String> more = new HashMap<>(environment);
            more.put(DRIVER, driver);
            return with(more);
        }

        /** The same where the environment of programs names the context to them. */
        public Settings inheriting(String name) {
            return new Settings(executable, kubeconfig, context, environment, longest, Optional.of(name), state);
        }
    }

    /**
     * How long helm may take.
     *
     * @param read for a read of the cluster, so that a dead API server is found out soon
     * @param fetch for fetching a chart or an index to read it
     * @param change for a command that changes something; empty for none
     */
    public record TimeLimits(Duration read, Duration fetch, Optional<Duration> change) {
        public static final TimeLimits OF_A_RUN =
                new TimeLimits(Duration.ofSeconds(10), Duration.ofSeconds(60), Optional.empty());

        /** Somebody waits for a plan: a server that takes longer is named as one that was not read. */
        public static final TimeLimits OF_A_PLAN =
                new TimeLimits(Duration.ofSeconds(4), Duration.ofSeconds(8), Optional.of(Duration.ofSeconds(8)));
    }

    /** A chart repository: what helm calls it, and where its index is. */
    public record Repository(String name, String url) {}

    /**
     * One revision of a release.
     *
     * @param chart the chart's name, without its version
     * @param version the chart's version
     */
    public record Revision(
            int number, String status, String chart, String version, String appVersion, String description) {

        /** Whether helm counts it as one that was deployed: it is, or it was until a later one took its place. */
        public boolean wasDeployed() {
            return DeployedRevision.wasDeployed(status, description);
        }

        boolean deployed() {
            return DeployedRevision.deployed(status);
        }

        /** Whether the release is gone and only its history was kept. */
        public boolean uninstalled() {
            return status.equals("uninstalled");
        }

        /** Whether it was uninstalled, or an uninstall of it has begun. */
        boolean leaving() {
            return uninstalled() || status.equals("uninstalling");
        }

        /** Whether an operation is going on, or was interrupted. */
        public boolean pending() {
            return status.startsWith("pending-");
        }
    }

    /**
     * A chart as its repository has it.
     *
     * @param dependencies names and aliases of its subcharts
     */
    public record Chart(String name, String version, String appVersion, String description, List<String> dependencies) {
        public Chart {
            dependencies = List.copyOf(dependencies);
        }
    }
}
