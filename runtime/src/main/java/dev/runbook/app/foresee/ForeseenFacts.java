package dev.runbook.app.foresee;

import dev.runbook.app.foresee.Foresight.ForeseenTask;
import dev.runbook.language.eval.LookupRequest;
import dev.runbook.language.eval.Reader;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Task;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.value.Value;
import dev.runbook.port.Clock;
import dev.runbook.port.KubeObject;
import dev.runbook.port.LiveProgress;
import dev.runbook.port.Observer;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Intent;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.World;
import dev.runbook.provider.helm.ReleaseRecord;
import dev.runbook.rehearsal.shadow.Exchange;
import dev.runbook.rehearsal.shadow.ShadowCluster;
import dev.runbook.run.engine.Foretelling;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.Masking;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.plan.Withholding;
import dev.runbook.run.report.RunReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The facts of a run in the shadow, kept in memory, each task with what was asked of the server meanwhile. */
public final class ForeseenFacts implements Journal, LiveProgress, Foretelling {
    /** As long as helm and lookups take to see what was written here; all that comes later comes by itself or not at all. */
    private static final int LOOKS = 2;

    private final Clock clock;
    private final ShadowCluster shadow;
    private final Masking masking;
    private final OutsideReads outside;
    private final List<Recorded> facts = new ArrayList<>();
    private final Map<String, Integer> begun = new LinkedHashMap<>();
    private final Map<String, ForeseenTask> tasks = new LinkedHashMap<>();
    private final Map<String, Impact> next = new LinkedHashMap<>();
    private final SequencedSet<ReleaseName> releases = new LinkedHashSet<>();
    private final List<String> withheld = new ArrayList<>();
    private final List<String> assumed = new ArrayList<>();
    private Optional<Withholding> withholding = Optional.empty();
    private List<Observer.Pending> awaited = List.of();
    private final Map<LookupRequest, Value> answers = new ConcurrentHashMap<>();
    private final List<WaysBack.OtherChoice> choices = new ArrayList<>();
    private final Set<Exchange> aside = Collections.newSetFromMap(new IdentityHashMap<>());
    private Optional<OtherChoices> others = Optional.empty();
    private int looks;
    private boolean prepares;

    /** @param live asks the world as it is */
    public ForeseenFacts(Clock clock, ShadowCluster shadow, Masking masking, Reader live) {
        this.clock = clock;
        this.shadow = shadow;
        this.masking = masking;
        this.outside = new OutsideReads(live);
    }

    @Override
    public synchronized void append(Entry entry) {
        facts.add(new Recorded(facts.size() + 1L, clock.now(), entry));
        switch (entry) {
            case Entry.TaskIntended e -> {
                begun.put(Foresight.key(e.step(), e.task()), shadow.exchanges().size());
                e.activity().locks().ifPresent(releases::add);
                awaited = List.of();
                looks = 0;
            }
            case Entry.TaskEnded e -> ended(e);
            case Entry.Rescuing e -> rescuing(e);
            case Entry.Asked e when e.form() == People.QuestionForm.MANUAL -> outside.changeAll();
            default -> {}
        }
    }

    /** Now the world is as it would be for another choice as well. */
    private void rescuing(Entry.Rescuing e) {
        if (others.isEmpty()) {
            return;
        }
        int from = shadow.exchanges().size();
        try {
            choices.addAll(others.get().at(e.step(), e.clause()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        aside.addAll(exchangesSince(from));
    }

    private List<Exchange> exchangesSince(int from) {
        List<Exchange> all = shadow.exchanges();
        return all.subList(from, all.size());
    }

    /** From now on, what another choice would do is looked at where a way back is taken. */
    public void comparing(OtherChoices with) {
        others = Optional.of(with);
    }

    /** What other choices of the inputs would do. */
    public synchronized List<WaysBack.OtherChoice> choices() {
        return choices.stream().distinct().toList();
    }

    private void ended(Entry.TaskEnded e) {
        String key = Foresight.key(e.step(), e.task());
        Integer from = begun.remove(key);
        // A task that is done once more after a failure adds to what it did before.
        Optional<ForeseenTask> earlier = Optional.ofNullable(tasks.get(key));
        List<Exchange> asked = new ArrayList<>(earlier.map(ForeseenTask::asked).orElse(List.of()));
        if (from != null) {
            exchangesSince(from).forEach(exchange -> asked.add(new MaskedExchanges(masking).of(exchange)));
        }
        Impact impact = earlier.map(ForeseenTask::impact)
                .orElse(Impact.NONE)
                .and(Optional.ofNullable(next.remove(e.step()))
                        .map(foreseen -> untouched(e, asked) ? foreseen.withoutLosses() : foreseen)
                        .orElse(Impact.NONE));
        tasks.put(key, new ForeseenTask(impact, List.copyOf(asked), awaited, List.copyOf(assumed), prepares));
        prepares = false;
        awaited = List.of();
        assumed.clear();
    }

    /** Whether the server has refused a task before it came to change anything: then what it would have taken stays. */
    private static boolean untouched(Entry.TaskEnded e, List<Exchange> asked) {
        return e.failure()
                        .filter(failure -> !Foresight.OPEN.contains(failure.kind()))
                        .isPresent()
                && asked.stream().noneMatch(exchange -> exchange.source() == Exchange.Certainty.UNKNOWN)
                && asked.stream()
                        .flatMap(exchange -> exchange.change().stream())
                        .filter(change -> !change.before().isEmpty() && !ForeseenTask.isRecord(change))
                        .allMatch(ComparedState::doesTheSame);
    }

    /** From now on, nothing is asked and done that would tell of what was read. */
    public void withholding(CheckedRunbook runbook, World world, Withholding.KnownPlaces trust) {
        withholding = Optional.of(new Withholding(runbook, world, trust, withheld::add));
    }

    /** What was not asked or done because it would tell, and what the server would not say. */
    public synchronized List<String> unanswered() {
        boolean endsWell = endsWell();
        return Stream.concat(
                        withheld.stream(),
                        shadow.exchanges().stream()
                                .filter(exchange -> !aside.contains(exchange))
                                .filter(exchange -> exchange.source() == Exchange.Certainty.UNKNOWN
                                        || (exchange.refusesPods() && endsWell))
                                .map(exchange -> masking.text(exchange.note())))
                .distinct()
                .toList();
    }

    /** Helm and the waits of the run have not noticed that pods are refused: in the run they may. */
    private boolean endsWell() {
        return report().ended().filter(end -> end.end() == Entry.RunEnd.DONE).isPresent();
    }

    @Override
    public Reader around(Reader reader) {
        Reader noting = request -> {
            if (!outside.asks(request.signature())
                    && request.signature().reads().stream().anyMatch(OutsideReads.OUTSIDE::contains)) {
                assumed.add(request.text() + NotKnowable.AS_HOPED);
            }
            Value value = outside.orElse(reader).read(request);
            answers.putIfAbsent(request, value);
            return value;
        };
        return withholding.map(one -> one.around(noting)).orElse(noting);
    }

    /** Answers what the run has asked before, as it was answered first, and leaves all else to another. */
    public Reader answered(Reader otherwise) {
        return request -> {
            Value known = answers.get(request);
            return known == null ? otherwise.read(request) : known;
        };
    }

    @Override
    public Optional<Failure> withheld(Task.Act act, Call call) throws InterruptedException {
        prepares = act.signature().writes().equals(Set.of(Facet.REPOSITORIES));
        Set<Facet> touched = EnumSet.noneOf(Facet.class);
        touched.addAll(act.signature().reads());
        touched.addAll(act.signature().writes());
        if (OutsideReads.concern(touched)) {
            assumed.add(named(call) + NotKnowable.ENDS_WELL);
        }
        outside.change(act.signature().writes());
        return withholding.flatMap(one -> one.withheld(act, call));
    }

    /** The program that an action would start, or else the action. */
    private static String named(Call call) throws InterruptedException {
        Intent intent = call.world().action(call.signature()).intent(call);
        return intent instanceof Intent.Command(List<String> arguments)
                ? Path.of(arguments.getFirst()).getFileName().toString()
                : call.signature().name();
    }

    /** Notes what others have changed in the cluster meanwhile: then what was foretold is of no one state of it. */
    public synchronized void compared(List<Exchange.ObjectChange> meanwhile) {
        String changed = meanwhile.stream()
                .filter(change -> !isOfAnotherRelease(change))
                .filter(change -> !SteadySum.ofObject(change.before()).equals(SteadySum.ofObject(change.after())))
                .map(change -> new KubeObject(change.after().isEmpty() ? change.before() : change.after())
                        .id()
                        .shortName())
                .collect(Collectors.joining(", "));
        if (!changed.isEmpty()) {
            withheld.add("the cluster has changed while the plan was made: " + changed + ". Plan again");
        }
    }

    /** The server does not tell any more whether others have changed the cluster meanwhile. */
    public synchronized void uncompared() {
        withheld.add(
                "the API server does not answer any more, so whether the cluster has changed while the plan was made is"
                        + " not known. Plan again");
    }

    /** Helm's record of a release that the run leaves alone: others may work on theirs. */
    private boolean isOfAnotherRelease(Exchange.ObjectChange change) {
        KubeObject object = new KubeObject(change.after().isEmpty() ? change.before() : change.after());
        Optional<String> holds = ReleaseRecord.release(object.id().name());
        return holds.isPresent()
                && !releases.isEmpty()
                && releases.stream().map(ReleaseName::release).noneMatch(holds.get()::equals);
    }

    /** What it has changed, in order. */
    public synchronized List<Exchange.ObjectChange> changes() {
        return shadow.exchanges().stream()
                .filter(exchange -> !aside.contains(exchange))
                .flatMap(exchange -> exchange.change().stream())
                .toList();
    }

    /** The releases that it has changed. */
    public synchronized List<ReleaseName> releases() {
        return List.copyOf(releases);
    }

    public synchronized RunReport report() {
        return RunReport.of(facts);
    }

    public synchronized Map<String, ForeseenTask> tasks() {
        return Map.copyOf(tasks);
    }

    @Override
    public synchronized boolean takesForTrue(String step, String condition, List<Observer.Pending> pending) {
        awaited = List.copyOf(pending);
        if (++looks < LOOKS) {
            return false;
        }
        assumed.add(condition + " comes true");
        return true;
    }

    @Override
    public synchronized void foreseen(String step, Impact impact) {
        next.merge(step, impact, Impact::and);
    }

    @Override
    public void output(String step, Processes.Stream stream, String line) {}

    @Override
    public void waiting(
            String step,
            String condition,
            List<Observer.Pending> pending,
            Duration passed,
            Duration limit,
            Optional<String> trouble) {}

    @Override
    public void notReady(String step, List<Observer.Pending> pending, Optional<String> trouble) {}

    @Override
    public void warning(String text) {}
}
