package dev.runbook.app.foresee;

import dev.runbook.app.foresee.Foresight.ForeseenTask;
import dev.runbook.language.eval.Reader;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Task;
import dev.runbook.language.signature.Facet;
import dev.runbook.port.Clock;
import dev.runbook.port.LiveProgress;
import dev.runbook.port.Observer;
import dev.runbook.port.Processes;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.World;
import dev.runbook.rehearsal.shadow.Exchange;
import dev.runbook.rehearsal.shadow.ShadowCluster;
import dev.runbook.run.engine.Foretelling;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.plan.Withholding;
import dev.runbook.run.report.RunReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/** The facts of a run in the shadow, kept in memory, each task with what was asked of the server meanwhile. */
public final class ForeseenFacts implements Journal, LiveProgress, Foretelling {
    /** As long as helm and lookups take to see what was written here; all that comes later comes by itself or not at all. */
    private static final int LOOKS = 2;

    /** What is not asked, but taken to be good. */
    private static final Set<Facet> ELSEWHERE = Set.of(Facet.WEB, Facet.DNS, Facet.DATABASE);

    private final Clock clock;
    private final ShadowCluster shadow;
    private final List<Recorded> facts = new ArrayList<>();
    private final Map<String, Integer> begun = new LinkedHashMap<>();
    private final Map<String, ForeseenTask> tasks = new LinkedHashMap<>();
    private final Map<String, Impact> next = new LinkedHashMap<>();
    private final SequencedSet<ReleaseName> releases = new LinkedHashSet<>();
    private final List<String> withheld = new ArrayList<>();
    private final List<String> assumed = new ArrayList<>();
    private Optional<Withholding> withholding = Optional.empty();
    private List<Observer.Pending> awaited = List.of();
    private int looks;

    public ForeseenFacts(Clock clock, ShadowCluster shadow) {
        this.clock = clock;
        this.shadow = shadow;
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
            default -> {}
        }
    }

    private void ended(Entry.TaskEnded e) {
        String key = Foresight.key(e.step(), e.task());
        List<Exchange> all = shadow.exchanges();
        Integer from = begun.remove(key);
        List<Exchange> asked = new ArrayList<>(
                Optional.ofNullable(tasks.get(key)).map(ForeseenTask::asked).orElse(List.of()));
        if (from != null) {
            asked.addAll(all.subList(from, all.size()));
        }
        Impact impact = Optional.ofNullable(next.remove(e.step())).orElse(Impact.NONE);
        tasks.put(key, new ForeseenTask(impact, List.copyOf(asked), awaited, List.copyOf(assumed)));
        awaited = List.of();
        assumed.clear();
    }

    /** From now on, nothing is asked and done that would tell of what was read. */
    public void withholding(CheckedRunbook runbook, World world, Withholding.KnownPlaces trust) {
        withholding = Optional.of(new Withholding(runbook, world, trust, withheld::add));
    }

    /** What was not asked or done because it would tell, and what the server would not say. */
    public synchronized List<String> unanswered() {
        return Stream.concat(
                        withheld.stream(),
                        shadow.exchanges().stream()
                                .filter(exchange -> exchange.source() == Exchange.Certainty.UNKNOWN)
                                .map(Exchange::note))
                .distinct()
                .toList();
    }

    @Override
    public Reader around(Reader reader) {
        Reader noting = request -> {
            if (request.signature().reads().stream().anyMatch(ELSEWHERE::contains)) {
                assumed.add(request.text() + " is as the runbook hopes");
            }
            return reader.read(request);
        };
        return withholding.map(one -> one.around(noting)).orElse(noting);
    }

    @Override
    public Optional<Failure> withheld(Task.Act act, Call call) {
        return withholding.flatMap(one -> one.withheld(act, call));
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
