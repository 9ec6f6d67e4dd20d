package dev.runbook.cli;

import dev.runbook.cli.Leftovers.Run;
import dev.runbook.journal.Entry;
import dev.runbook.plan.Plan;
import dev.runbook.plan.PlanNode;
import dev.runbook.program.CheckedRunbook;
import dev.runbook.report.ExitCode;
import dev.runbook.report.Item;
import dev.runbook.resume.Edit;
import dev.runbook.resume.Past;
import dev.runbook.resume.Placement;
import dev.runbook.source.Source;
import dev.runbook.value.Value;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run that is to be carried on.
 *
 * @param run what it has done so far
 * @param runbook the text that it goes on with
 * @param placement where what it has done stands in that text
 */
record Resumption(Run run, CheckedRunbook runbook, Placement placement) {
    /** The first form of the journal does not say of every fact where in its step it happened. */
    private static final int OLDEST_FORM = 2;

    /** The run that is meant, or why it cannot be carried on. */
    static Resumption of(Main main, Execution execution, RunsOption runs, Optional<String> wanted, boolean asBegun)
            throws InterruptedException {
        Leftovers leftovers = new Leftovers(runs.folders());
        Run run = wanted.map(text -> named(leftovers, runs, text)).orElseGet(() -> only(leftovers, runs));
        fit(leftovers, run);
        List<Map<String, String>> written = Placement.texts(run.journal().records());
        CheckedRunbook now = asBegun ? main.runbooks().recorded(written.getLast()) : today(main, run);
        Map<String, String> text =
                now.sources().stream().collect(Collectors.toMap(Source::name, Source::text, (first, _) -> first));
        if (written.equals(List.of(text))) {
            return new Resumption(run, now, Placement.SAME);
        }
        Map<String, Value> inputs = run.began().inputs();
        Map<Map<String, String>, Plan> plans = new LinkedHashMap<>();
        for (Map<String, String> one : written) {
            plans.put(one, execution.outline(main.runbooks().recorded(one), inputs));
        }
        return new Resumption(run, now, Placement.of(run.journal().records(), plans, execution.outline(now, inputs)));
    }

    /** What was changed in what is done. */
    List<Edit> edits() {
        return placement.edits();
    }

    private static CheckedRunbook today(Main main, Run run) {
        try {
            return main.runbooks().open(run.began().runbook());
        } catch (Stop stop) {
            throw new Stop(
                    stop.code(),
                    stop.getMessage() + "\n  The run " + run.id()
                            + " cannot go on with this text. Mend it, or go on with the text that it began with: "
                            + "runbook resume --as-begun " + run.id());
        }
    }

    private static Run named(Leftovers leftovers, RunsOption runs, String text) {
        List<String> matching = leftovers.folders().matching(text);
        if (matching.size() != 1) {
            throw new Stop(
                    ExitCode.INVALID,
                    "error: \"" + text + "\" is " + (matching.isEmpty() ? "no run" : "the beginning of several runs")
                            + " in " + runs.folder + ". See: runbook status");
        }
        return leftovers.read(matching.getFirst());
    }

    private static Run only(Leftovers leftovers, RunsOption runs) {
        List<Run> left = leftovers.unfinished();
        if (left.size() == 1) {
            return left.getFirst();
        }
        throw new Stop(
                ExitCode.INVALID,
                left.isEmpty()
                        ? "error: nothing is unfinished in " + runs.folder
                                + ". A run that failed before it changed anything is begun anew with exec."
                        : "error: several runs are unfinished; name the one to carry on:\n"
                                + left.stream()
                                        .map(r -> "  runbook resume " + r.id())
                                        .collect(Collectors.joining("\n")));
    }

    private static void fit(Leftovers leftovers, Run run) {
        String id = run.id();
        if (run.report().began().isEmpty()) {
            throw new Stop(
                    ExitCode.INVALID, "error: the journal of " + id + " has no beginning, so nothing is known of it");
        }
        if (!run.began().run().equals(id)) {
            throw new Stop(
                    ExitCode.INVALID,
                    "error: the journal in the folder of " + id + " is of the run "
                            + run.began().run()
                            + (leftovers.isCopy(id, run.began())
                                    ? ", which has a folder of its own. Carry that one on; this one is a copy."
                                    : ". Give the folder its own name back."));
        }
        if (run.report().rehearsal()) {
            throw new Stop(
                    ExitCode.INVALID,
                    "error: " + id + " was a rehearsal, and its cluster went with it. Rehearse again: runbook rehearse "
                            + run.began().runbook());
        }
        if (!run.journal().changes().isEmpty()) {
            throw new Stop(
                    ExitCode.INVALID,
                    "error: the journal of " + id + " was changed after it was written, so what is done is not known."
                            + "\n  See what was changed: runbook report --verify " + id
                            + "\n  Look at the cluster yourself, and begin anew with exec --new.");
        }
        if (run.journal().end().schema() < OLDEST_FORM) {
            throw new Stop(
                    ExitCode.INVALID,
                    "error: " + id + " was begun by an older version, whose journal does not say enough to go on from."
                            + "\n  See how far it came: runbook report " + id
                            + "\n  Look at the cluster, and begin anew with exec --new.");
        }
        leftovers.overtaking(run).ifPresent(later -> {
            throw new Stop(
                    ExitCode.INVALID,
                    "error: the run " + later.id() + " has worked on the same release since, so " + id
                            + " cannot go on where it was.\n  See: runbook report " + later.id());
        });
    }

    /** Whether nothing is left to do. */
    boolean done() {
        return run.report()
                .ended()
                .filter(e -> e.end() == Entry.RunEnd.DONE || e.end() == Entry.RunEnd.RECOVERED)
                .isPresent();
    }

    Past past() {
        return Past.of(run.journal().records(), placement);
    }

    /** Ends the command when what is done was changed, and the operator has not accepted that. */
    void holdTo(boolean accepted) {
        if (edits().isEmpty() || accepted) {
            return;
        }
        StringBuilder text = new StringBuilder(
                "error: " + run.began().runbook() + " was changed where the run has done it already:");
        for (Edit edit : edits()) {
            text.append("\n  ").append(edit.words());
            side(text, "before", edit.before());
            side(text, "now", edit.now());
        }
        text.append("\n  What is done stays done, and is not done again in its new form.")
                .append("\n  Take the change back, or accept that with --accept-edits, which the journal notes.")
                .append("\n  --as-begun goes on with the text that the run began with.");
        throw new Stop(ExitCode.INVALID, text.toString());
    }

    private static void side(StringBuilder text, String label, String code) {
        if (!code.isEmpty()) {
            text.append("\n    ").append(label).append(':');
            code.lines().forEach(line -> text.append("\n      ").append(line));
        }
    }

    /** Ends the command when it would go on in another cluster than the run was in. */
    void sameCluster(String target) {
        if (!run.began().target().equals(target)) {
            throw new Stop(
                    ExitCode.INVALID,
                    "error: the run " + run.id() + " worked on " + run.began().target() + ", and this is " + target
                            + ".\n  Name its cluster with --context or --kubeconfig. Nothing has been run.");
        }
    }

    /** Shows what is done, where the run goes on, and what is still to come. */
    void draw(PrintWriter out, Execution execution) throws InterruptedException {
        out.println("Carrying on " + run.id() + ": " + run.report().title());
        Map<String, Item.Step> seen =
                run.report().allSteps().collect(Collectors.toMap(Item.Step::address, step -> step, (_, last) -> last));
        draw(out, execution.outline(runbook, run.began().inputs()).body(), 1, seen);
        edits().forEach(edit -> out.println("  accepted: " + edit.words()));
        out.println("Nothing has been run. Carry on with:");
        out.println("  runbook resume " + run.id());
    }

    private void draw(PrintWriter out, List<PlanNode> nodes, int depth, Map<String, Item.Step> seen) {
        Plan.steps(nodes).forEach(step -> {
            Optional<Item.Step> before =
                    Optional.ofNullable(seen.get(step.task().address().toString()));
            Item.State state = before.map(Item.Step::state).orElse(Item.State.UNFINISHED);
            String word = switch (state) {
                case DONE, RECOVERED, FINISHED -> "done";
                case SKIPPED -> "skipped";
                case FAILED, UNFINISHED -> before.isPresent() ? "goes on" : "to do";
            };
            out.println("  ".repeat(depth) + "%-8s".formatted(word) + " " + step.number() + " " + step.title());
            if (word.equals("goes on")) {
                draw(out, step.body(), depth + 1, seen);
                step.rescues().forEach(clause -> {
                    if (Plan.steps(clause.body())
                            .anyMatch(inner ->
                                    seen.containsKey(inner.task().address().toString()))) {
                        draw(out, clause.body(), depth + 1, seen);
                    }
                });
            }
        });
    }
}
