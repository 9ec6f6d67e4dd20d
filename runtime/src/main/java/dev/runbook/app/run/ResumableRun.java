package dev.runbook.app.run;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.app.library.Runbooks;
import dev.runbook.app.run.UnfinishedRuns.UnfinishedRun;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.port.People;
import dev.runbook.port.SecretPrompt;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Masking;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.report.EndingText;
import dev.runbook.run.report.ExitCode;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.RunReport;
import dev.runbook.run.resume.JournalMapping;
import dev.runbook.run.resume.ReplayState;
import dev.runbook.run.resume.RunbookEdit;
import dev.runbook.source.Source;
import dev.runbook.text.SafeText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A run that is to be carried on.
 *
 * @param run what it has done so far
 * @param exact the facts of it as they were before masking, where the secrets are given that were in them
 * @param runbook the text that it goes on with
 * @param placement where what it has done stands in that text
 */
record ResumableRun(UnfinishedRun run, List<Recorded> exact, CheckedRunbook runbook, JournalMapping placement) {
    /** The first form of the journal does not say of every fact where in its step it happened. */
    private static final int OLDEST_FORM = 2;

    /** The run that is meant, or why it cannot be carried on. */
    static ResumableRun of(
            Runbooks runbooks, Execution execution, ContinuedRun.ResumeRequest wanted, SecretPrompt prompt)
            throws InterruptedException {
        UnfinishedRuns leftovers = wanted.runs();
        Masking masking = runbooks.terminal().masking();
        UnfinishedRun run = wanted.run().map(leftovers::named).orElseGet(() -> only(leftovers));
        fit(leftovers, run);
        List<Map<String, String>> written = JournalMapping.texts(run.journal().records());
        CheckedRunbook now =
                wanted.asBegun() ? runbooks.recorded(written.getLast()) : today(runbooks, run, leftovers.next());
        Map<String, String> text =
                now.sources().stream().collect(Collectors.toMap(Source::name, Source::text, (first, _) -> first));
        Map<Long, Entry> sealed = exact(leftovers, run.id());
        holdToInputs(run, sealed, leftovers.next());
        if (!sealed.isEmpty()) {
            Secrets.hide(
                    runbooks.terminal(), execution, now.inputs(), run.began().inputs(), wanted.secrets(), prompt);
        }
        List<Recorded> exact = run.journal().records().stream()
                .map(fact -> exact(fact, sealed, masking))
                .toList();
        if (written.equals(List.of(text))) {
            return new ResumableRun(run, exact, now, JournalMapping.SAME);
        }
        Map<Map<String, String>, CheckedRunbook> checked = new LinkedHashMap<>();
        written.forEach(one -> checked.put(one, runbooks.recorded(one)));
        return new ResumableRun(run, exact, now, JournalMapping.of(exact, checked, now));
    }

    /** A run that was killed in this very process, with the text and the secrets that it began with. */
    static ResumableRun again(UnfinishedRuns leftovers, String id, CheckedRunbook runbook, Masking masking) {
        UnfinishedRun run = leftovers.read(id);
        Map<Long, Entry> sealed = exact(leftovers, id);
        List<Recorded> exact = run.journal().records().stream()
                .map(fact -> exact(fact, sealed, masking))
                .toList();
        return new ResumableRun(run, exact, runbook, JournalMapping.SAME);
    }

    /** A parameter that held the value of a secret must have been kept, or the run would go on with the mask for it. */
    private static void holdToInputs(UnfinishedRun run, Map<Long, Entry> sealed, NextCommand next) {
        if (over(run) || sealed.containsKey(run.journal().records().getFirst().sequence())) {
            return;
        }
        String lost = run.began().inputs().entrySet().stream()
                .filter(input -> !(input.getValue() instanceof Value.Secret) && Masking.isMasked(input.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (!lost.isEmpty()) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: the run " + run.id() + " cannot go on: what it was given for " + lost + " is lost."
                            + "\n  A secret was in that, and exact.jsonl in the folder of the run, which keeps such values,"
                            + " is not there or has no line of it."
                            + "\n  Put that file back from a copy, or give the run up and start over: "
                            + next.of("abandon", run.id()) + "\n  Nothing has been run.");
        }
    }

    private static Map<Long, Entry> exact(UnfinishedRuns leftovers, String run) {
        try {
            return leftovers.folders().exact(run);
        } catch (RunFolders.Unusable unreadable) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: " + unreadable.getMessage() + "\n  Put it back from a copy, or give the run up: "
                            + leftovers.next().of("abandon", run));
        }
    }

    private static Recorded exact(Recorded fact, Map<Long, Entry> sealed, Masking masking) {
        Entry kept = sealed.get(fact.sequence());
        return kept == null ? fact : new Recorded(fact.sequence(), fact.time(), masking.exact(kept));
    }

    private static Map<String, Value> inputs(List<Recorded> exact) {
        return exact.getFirst().entry() instanceof Entry.Began began ? began.inputs() : Map.of();
    }

    /** The parameters of the run, as they were given. */
    Map<String, Value> inputs() {
        return inputs(exact);
    }

    /** What was changed in what is done. */
    List<RunbookEdit> edits() {
        return placement.edits();
    }

    private static CheckedRunbook today(Runbooks runbooks, UnfinishedRun run, NextCommand next) {
        try {
            return runbooks.open(run.began().runbook());
        } catch (CommandExit stop) {
            throw new CommandExit(
                    stop.code(),
                    stop.getMessage() + "\n  The run " + run.id()
                            + " cannot go on with this text. Fix it, or go on with the text that it began with: "
                            + next.of("resume --as-begun", run.id()));
        }
    }

    private static UnfinishedRun only(UnfinishedRuns leftovers) {
        List<UnfinishedRun> left = leftovers.unfinished();
        if (left.size() == 1) {
            return left.getFirst();
        }
        throw new CommandExit(
                ExitCode.INVALID,
                left.isEmpty()
                        ? "error: nothing is unfinished in " + leftovers.folder()
                                + ". A run that failed before it did anything that must not be done twice is started over with exec."
                        : "error: several runs are unfinished; name the one to carry on:\n"
                                + left.stream()
                                        .map(r -> "  " + leftovers.next().of("resume", r.id()))
                                        .collect(Collectors.joining("\n")));
    }

    private static void fit(UnfinishedRuns leftovers, UnfinishedRun run) {
        String id = run.id();
        if (run.report().began().isEmpty()) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: the run " + id + " cannot go on, since its journal has no beginning"
                            + run.damage()
                                    .map(damage -> ":\n  " + damage.what() + damage.ways())
                                    .orElse(""));
        }
        run.report().abandoned().ifPresent(given -> {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: the run " + id + " was abandoned " + given.words()
                            + "\n  It ended for good with that. Start over: runbook exec "
                            + run.began().runbook());
        });
        if (!run.began().run().equals(id)) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: the journal in the folder of " + id + " is of the run "
                            + run.began().run()
                            + (leftovers.isCopy(id, run.began())
                                    ? ", which has a folder of its own. Resume that one; this one is a copy."
                                    : ". Rename the folder back."));
        }
        if (run.report().rehearsal()) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: " + id + " was a rehearsal, and its cluster went with it. Rehearse again: runbook rehearse "
                            + run.began().runbook());
        }
        if (run.journal().end().schema() < OLDEST_FORM) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: " + id + " was begun by an older version, whose journal does not say enough to go on from."
                            + "\n  See how far it came: " + leftovers.next().of("report", id)
                            + "\n  Look at the cluster, and start over with exec --new.");
        }
        leftovers.overtaking(run).ifPresent(later -> {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: the run " + later.id() + " has worked on "
                            + RunSubject.of(run.began()).words() + " since, so "
                            + id + " cannot go on where it was.\n  See: "
                            + leftovers.next().of("report", later.id()));
        });
    }

    /**
     * Ends the command when the journal is damaged and nobody wants to go on from what stands before that.
     *
     * @param agreed whether an option has said so
     */
    void holdToSound(boolean agreed, People people, Consumer<String> warning) throws InterruptedException {
        if (run.damage().isEmpty() || agreed) {
            if (agreed && run.damage().isEmpty()) {
                warning.accept("note: the journal of " + run.id() + " is intact: --before-damage changes nothing");
            }
            return;
        }
        NextCommand next = run.damage().get().next();
        String what = "The journal of the run " + run.id() + " is damaged: "
                + run.damage().get().what() + ".";
        String kept = " The " + run.journal().records().size() + " facts before that are intact and end "
                + EndingText.where(run.report()) + ". What the run did after that may be done again.";
        People.Answer answer = people.ask(new People.Question(
                People.QuestionForm.CONFIRM, "", 0, what + kept + " Go on from there?", Optional.empty(), true));
        switch (answer) {
            case People.Answer.Yes _ -> {}
            case People.Answer.No _ ->
                throw new CommandExit(ExitCode.DECLINED, "error: the run " + run.id() + " was not carried on.");
            case People.Answer.Nobody _ ->
                throw new CommandExit(
                        ExitCode.CANNOT_SERVE,
                        "error: " + what + "\n " + kept
                                + "\n  See what is wrong: " + next.of("report --verify", run.id())
                                + "\n  Look at the cluster, and go on from there: "
                                + next.of("resume --before-damage", run.id())
                                + "\n  Or give it up for good: " + next.of("abandon", run.id()));
        }
    }

    /** Whether nothing is left to do. */
    boolean done() {
        return over(run);
    }

    private static boolean over(UnfinishedRun run) {
        return run.report()
                .ended()
                .filter(e -> e.end() == Entry.RunEnd.DONE || e.end() == Entry.RunEnd.RECOVERED)
                .isPresent();
    }

    ReplayState replay() {
        return ReplayState.of(exact, placement, ShippedProviders.ALL.catalogue());
    }

    /** Ends the command when what is done was changed, and the operator has not accepted that. */
    void holdTo(boolean accepted, NextCommand next) {
        if (edits().isEmpty() || accepted) {
            return;
        }
        StringBuilder text = new StringBuilder(
                "error: " + run.began().runbook() + " was changed where the run has done it already:");
        for (RunbookEdit edit : edits()) {
            text.append("\n  ").append(edit.words());
            side(text, "before", edit.before());
            side(text, "now", edit.now());
        }
        text.append("\n  What is done stays done, and is not done again in its new form.")
                .append("\n  Take the change back; or accept that, which the journal notes: ")
                .append(next.of("resume --accept-edits", run.id()))
                .append("\n  Or go on with the text that the run began with: ")
                .append(next.of("resume --as-begun", run.id()));
        throw new CommandExit(ExitCode.INVALID, text.toString());
    }

    private static void side(StringBuilder text, String label, String code) {
        if (!code.isEmpty()) {
            text.append("\n    ").append(label).append(':');
            code.lines().forEach(line -> text.append("\n      ").append(line));
        }
    }

    /** Ends the command when a secret is another one, and parameters or names were made of the one that the run had. */
    void sameSecrets(Masking masking) {
        if (!masking.otherSecrets().isEmpty()) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: the run " + run.id() + " was given another secret "
                            + String.join(", ", masking.otherSecrets())
                            + ", and parameters or names of it hold that one.\n  Give the secret that it began with."
                            + " Nothing has been run.");
        }
    }

    /** Ends the command when it would go on in another cluster than the run was in. */
    void sameCluster(String target) {
        if (!run.began().target().equals(target)) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: the run " + run.id() + " worked on " + run.began().target() + ", and this is " + target
                            + ".\n  Name its cluster with --context or --kubeconfig. Nothing has been run.");
        }
    }

    /** Shows what is done, where the run goes on, and what is still to come. */
    void draw(PrintWriter out, Execution execution, Masking masking, NextCommand next) throws InterruptedException {
        out.println(
                SafeText.line("Carrying on " + run.id() + ": " + run.report().title()));
        run.damage()
                .ifPresent(damage -> out.println(SafeText.line(
                        "  damaged: only the part of its journal before the damage counts; " + damage.what())));
        Map<String, Item.Step> seen = RunReport.of(exact)
                .allSteps()
                .collect(Collectors.toMap(Item.Step::address, step -> step, (_, last) -> last));
        RemainingSteps.of(execution.outline(runbook, inputs()).body(), seen, masking)
                .forEach(out::println);
        edits().forEach(edit -> out.println(SafeText.line("  accepted: " + edit.words())));
        out.println("Nothing has been run. Carry on with:");
        out.println("  " + next.of(run.damage().isPresent() ? "resume --before-damage" : "resume", run.id()));
    }
}
