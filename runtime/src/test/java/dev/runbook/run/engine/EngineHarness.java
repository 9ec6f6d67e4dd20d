package dev.runbook.run.engine;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.diagnostic.DiagnosticRenderer;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.language.check.Loader;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.port.Cluster;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import dev.runbook.port.LiveProgress;
import dev.runbook.port.LiveReader;
import dev.runbook.port.Observer;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.port.RunFolder;
import dev.runbook.port.Workspace;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.ScriptedDns;
import dev.runbook.provider.World;
import dev.runbook.provider.Worlds;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.http.Web;
import dev.runbook.provider.postgres.NoDatabase;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.EntryJson;
import dev.runbook.run.journal.Facts;
import dev.runbook.run.journal.Masking;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.journal.RunIdentity;
import dev.runbook.run.journal.RunSession;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.Planner;
import dev.runbook.run.resume.JournalMapping;
import dev.runbook.run.resume.ReplayState;
import dev.runbook.run.resume.RunbookEdit;
import dev.runbook.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Runs runbooks through the whole engine with nothing real around it, and tells the journal in a few words a line. */
public final class EngineHarness {
    final FakeTime time = new FakeTime();
    public final ScriptedPrograms programs = new ScriptedPrograms(time);
    final FakeCluster objects = new FakeCluster();
    final SlowCluster cluster = new SlowCluster(objects, time);
    final ScriptedStopRequests wishes = new ScriptedStopRequests();
    /** What happens when the objects that helm waits for are looked at beside it. */
    Runnable looking = () -> {};
    /** Of the cluster, while something else is asked. */
    final Semaphore changes = new Semaphore(0);

    /** How long a person thinks, and how long the lock is looked at before an effect. */
    Duration thinking = Duration.ZERO;

    Duration guarding = Duration.ZERO;
    boolean refuses;
    List<String> staying = List.of();
    final List<String> guarded = new ArrayList<>();
    public final Deque<People.Answer> answers = new ArrayDeque<>();
    public final List<People.Question> questions = new ArrayList<>();
    public final Map<String, String> files = new HashMap<>();
    final Map<String, String> copies = new HashMap<>();
    final List<String> shown = new ArrayList<>();
    final List<String> troubles = new ArrayList<>();
    final List<String> kept = new ArrayList<>();
    public final List<Entry> entries = new ArrayList<>();

    /** What was changed, where it had been done, in the text that the run was carried on with last. */
    public final List<RunbookEdit> edits = new ArrayList<>();

    final Map<String, Value> inputs = new LinkedHashMap<>();

    /** Before which fact, counted from 0, the process is killed; and after which. */
    int diesBefore = Integer.MAX_VALUE;

    public int diesAfter = Integer.MAX_VALUE;

    /** After which fact the process that carries the run on is killed. */
    int diesNext = Integer.MAX_VALUE;

    /** The process is killed: nothing is written any more. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Runs a runbook; its title is added. */
    public String run(String body) throws InterruptedException {
        RunIdentity run = new RunIdentity("run", "play.rb", Entry.Dialect.RUN);
        return play(body, engine -> engine.run(run, session(1), "coder", Optional.empty()));
    }

    /** Carries the run on; gives what is told from there. */
    public String resume(String body) throws InterruptedException {
        diesBefore = Integer.MAX_VALUE;
        diesAfter = diesNext;
        diesNext = Integer.MAX_VALUE;
        List<Recorded> records = recorded();
        JournalMapping mapping = mapping(records, body);
        edits.clear();
        edits.addAll(mapping.edits());
        ReplayState replay = ReplayState.of(records, mapping, ShippedProviders.ALL.catalogue());
        int before = entries.size();
        play(body, engine -> engine.resume(List.of(), session(2), "coder", replay));
        return story(entries.subList(before, entries.size()));
    }

    private static RunSession session(long pid) {
        return new RunSession("", "1", new Entry.OperatorProcess("ops", "host", pid, "/"));
    }

    private static Map<String, String> sources(String body) {
        return Map.of("play.rb", "runbook \"Play\"\n" + body);
    }

    private static JournalMapping mapping(List<Recorded> records, String body) {
        List<Map<String, String>> texts = JournalMapping.texts(records);
        if (texts.equals(List.of(sources(body)))) {
            return JournalMapping.SAME;
        }
        Map<Map<String, String>, CheckedRunbook> checked = new HashMap<>();
        texts.forEach(text -> checked.put(text, check(text.getOrDefault("play.rb", ""))));
        return JournalMapping.of(records, checked, check("runbook \"Play\"\n" + body));
    }

    private List<Recorded> recorded() {
        List<Recorded> records = new ArrayList<>();
        entries.forEach(entry -> records.add(new Recorded(records.size() + 1L, Instant.EPOCH, entry)));
        return records;
    }

    private void write(Entry entry) {
        if (entries.size() >= diesBefore) {
            throw new Killed();
        }
        entries.add(entry);
        if (entries.size() > diesAfter) {
            diesBefore = 0;
            throw new Killed();
        }
    }

    private final class Guard implements EffectGuard {
        @Override
        public void before(Optional<ReleaseName> release) throws InterruptedException {
            guarded.add("asked " + release.map(ReleaseName::words).orElse("nothing") + " after " + entries.size());
            time.sleep(guarding);
            if (refuses) {
                throw new EffectRefusedException("another run has it");
            }
        }

        @Override
        public void at(String step) {
            guarded.add("at " + step);
        }

        @Override
        public void started(ReleaseName release, long pid, Instant at) {
            guarded.add(pid + " changes " + release.words());
        }

        @Override
        public List<String> staying() {
            return staying;
        }
    }

    private String play(String body, Consumer<Engine> how) throws InterruptedException {
        CheckedRunbook runbook = check("runbook \"Play\"\n" + body);
        Masking masking = Masking.none();
        inputs.forEach((name, value) -> {
            if (value instanceof Value.Secret(String secret, String content)) {
                masking.hide(secret, content);
            }
        });
        Plan plan = Planner.plan(
                runbook,
                inputs,
                Value.of("coder"),
                request -> new Value.Unknown("<" + request.text() + ">", "read later"),
                world());
        RunEnvironment environment = new RunEnvironment(
                world(),
                new Live(),
                new Facts(masking.before(this::write)),
                new Guard(),
                masking,
                new Folder(),
                new Seen(),
                this::ask,
                wishes);
        how.accept(new Engine(plan, environment));
        return story();
    }

    private People.Answer ask(People.Question question) throws InterruptedException {
        questions.add(question);
        time.sleep(thinking);
        return answers.isEmpty() ? new People.Answer.Nobody("nobody") : answers.removeFirst();
    }

    private static CheckedRunbook check(String text) {
        return switch (Checker.check(
                Source.of("play.rb", text),
                (from, path) -> new Loader.Loaded.NotFound("there is no other file", List.of()),
                ShippedProviders.ALL.catalogue())) {
            case Checked.Sound(CheckedRunbook runbook, var _) -> runbook;
            case Checked.Unsound(var diagnostics) ->
                throw new AssertionError(DiagnosticRenderer.plain().render(diagnostics));
        };
    }

    final ScriptedDns dns = new ScriptedDns();

    private World world() {
        Helm helm = new Helm(programs, new Helm.Settings("helm", Optional.empty(), Optional.empty(), Map.of()));
        Web web = request -> Web.PageResponse.none("nobody is there");
        return Worlds.of(helm, cluster, cluster, programs, new Files(), web, dns, new NoDatabase(), time)
                .with(Cluster.class, new Live());
    }

    String story() {
        return story(entries);
    }

    private static String story(List<Entry> entries) {
        List<String> lines = new ArrayList<>();
        entries.forEach(entry -> lines.addAll(told(entry)));
        return String.join("\n", lines) + "\n";
    }

    private static String activity(Activity activity) {
        return activity.command().isEmpty()
                ? activity.action() + " " + activity.words()
                : String.join(" ", activity.command());
    }

    private static List<String> told(Entry entry) {
        return switch (entry) {
            case Entry.Began _ -> List.of();
            case Entry.StepStarted e ->
                List.of("step " + e.number() + " " + e.title() + (e.attempt() > 1 ? " again" : ""));
            case Entry.Resumed _ -> List.of("carry on");
            case Entry.StepResumed e -> List.of("back in " + e.number() + " " + e.title());
            case Entry.ProgramStarted e -> List.of("program " + e.pid());
            case Entry.Settled e -> List.of("settled " + e.settlement() + ": " + e.evidence());
            case Entry.StepSkipped e -> List.of("skip " + e.number() + " " + e.title() + ": " + e.reason());
            case Entry.StepEnded e -> List.of("end " + e.number() + " " + e.end());
            case Entry.TaskIntended e -> List.of("do " + activity(e.activity()));
            case Entry.TaskEnded e ->
                e.failure()
                        .map(f -> List.of("failed " + f.kind() + ": " + f.summary()))
                        .orElse(List.of());
            case Entry.Bound e -> List.of(e.name() + " = " + dev.runbook.language.eval.ValueText.quoted(e.value()));
            case Entry.Asked e -> List.of("ask " + e.text());
            case Entry.Answered e -> List.of("answer " + (e.yes() ? "yes" : "no"));
            case Entry.Noted e -> List.of("note " + e.text());
            case Entry.Decided e -> List.of(e.condition() + ": " + EntryJson.choice(e.held()));
            case Entry.Rescuing e -> List.of(e.clause());
            case Entry.Retrying e ->
                List.of("attempt " + e.attempt() + " of " + e.attempts() + " in "
                        + e.pause().toSeconds() + " s");
            case Entry.Foretold e -> List.of("foretold " + e.outcome());
            case Entry.Abandoned e -> List.of("abandoned " + e.reason());
            case Entry.Interrupted e -> List.of("wish " + e.wish());
            case Entry.Ended e -> List.of("the end " + e.end() + (e.reason().isEmpty() ? "" : ": " + e.reason()));
        };
    }

    private final class Live implements Cluster {
        @Override
        public ClusterReader now() {
            return cluster;
        }

        @Override
        public ClusterWriter writer() {
            return cluster;
        }

        @Override
        public LiveReader live() {
            return new Watching();
        }

        @Override
        public void reach() {}

        @Override
        public String defaultNamespace() {
            return "coder";
        }

        @Override
        public String describe() {
            return "a stage";
        }
    }

    /** Reads the objects as they are; a change is noticed when the time that was to be waited is over. */
    private final class Watching implements LiveReader {
        @Override
        public Optional<KubeObject> get(Kind kind, String namespace, String name) throws InterruptedException {
            return cluster.get(kind, namespace, name);
        }

        @Override
        public List<KubeObject> list(Kind kind, String namespace, String labels) throws InterruptedException {
            return cluster.list(kind, namespace, labels);
        }

        @Override
        public List<String> events(String namespace, String name, String uid) {
            return List.of("Warning SyncLoadBalancerFailed: quota exceeded");
        }

        @Override
        public List<Kind> customKinds() {
            return objects.customKinds();
        }

        @Override
        public Kind kind(String written) {
            return objects.kind(written);
        }

        @Override
        public Optional<Kind> kind(String apiVersion, String kind) {
            looking.run();
            return objects.kind(apiVersion, kind);
        }

        @Override
        public void awaitChange(Duration atMost) throws InterruptedException {
            time.sleep(atMost);
        }

        /** No time passes but that which the work itself takes. */
        @Override
        public void awaitChange(Duration atMost, CompletionStage<?> work) throws InterruptedException {
            work.whenComplete((_, _) -> changes.release());
            changes.acquire();
        }

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    private final class Seen implements LiveProgress {
        @Override
        public void output(String step, Processes.Stream stream, String line) {
            shown.add(line);
        }

        @Override
        public void warning(String text) {
            shown.add("warning: " + text);
        }

        @Override
        public void notReady(String step, List<Observer.Pending> pending, Optional<String> trouble) {
            pending.forEach(one -> shown.add("not ready: " + one.resource().shortName()));
        }

        @Override
        public void waiting(
                String step,
                String condition,
                List<Observer.Pending> pending,
                Duration passed,
                Duration limit,
                Optional<String> trouble) {
            trouble.ifPresent(t -> troubles.add(passed.toSeconds() + "s of " + limit.toSeconds() + "s: " + t));
        }
    }

    private final class Folder implements RunFolder {
        @Override
        public String path() {
            return "runs/1";
        }

        @Override
        public OutputFile openOutput(String hint) {
            return new OutputFile() {
                @Override
                public String name() {
                    return hint + ".log";
                }

                @Override
                public void line(Processes.Stream stream, String line) {
                    kept.add(line);
                }

                @Override
                public String sha256() {
                    return "sha";
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public KeptCopy keep(String path) {
            copies.put("files/" + path, files.getOrDefault(path, ""));
            return new KeptCopy("files/" + path, "sha", 1);
        }

        @Override
        public KeptCopy keep(String path, String text) {
            copies.put("files/" + path, text);
            return new KeptCopy("files/" + path, "sha", 1);
        }

        @Override
        public byte[] kept(String copy) {
            return copies.getOrDefault(copy, "").getBytes(StandardCharsets.UTF_8);
        }
    }

    private final class Files implements Workspace {
        @Override
        public boolean exists(String path) {
            return files.containsKey(path);
        }

        @Override
        public boolean isInside(String path) {
            return !path.startsWith("/") && !path.startsWith("..");
        }

        @Override
        public byte[] read(String path) throws IOException {
            if (!files.containsKey(path)) {
                throw new IOException("no such file");
            }
            return files.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void replace(String path, byte[] content) {
            files.put(path, new String(content, StandardCharsets.UTF_8));
        }

        @Override
        public void delete(String path) {
            files.remove(path);
        }

        @Override
        public String absolute(String path) {
            return path;
        }
    }
}
