package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.Foresight.ForeseenTask;
import dev.runbook.app.view.ForesightRow.RowMark;
import dev.runbook.app.view.Style.Tone;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.People;
import dev.runbook.rehearsal.shadow.ShadowCluster;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.TextWidth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run will do, line by line: what changes, what fails, and which way back it takes. What goes as it should is left out. */
final class ForesightRows {
    private static final int MOST_OBJECTS = 6;
    private static final int FEW_OBJECTS = 3;

    /** A verb that is wider says no more than the title of the step. */
    static final int VERB = 9;

    private final Foresight foresight;
    private final QuietSteps quiet;
    private final List<ForesightRow> rows = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private final Set<List<ObjectLine>> listed = new HashSet<>();

    private ForesightRows(Foresight foresight) {
        this.foresight = foresight;
        this.quiet = new QuietSteps(foresight, this::add);
    }

    static ForesightRows of(Foresight foresight) {
        ForesightRows rows = new ForesightRows(foresight);
        rows.steps(foresight.report().steps(), 0);
        rows.quiet.end();
        return rows;
    }

    List<ForesightRow> rows() {
        return List.copyOf(rows);
    }

    /** The steps that ask something. */
    List<String> questions() {
        return List.copyOf(questions);
    }

    /** The numbers of the steps that are drawn with what they do. */
    SequencedSet<String> drawn() {
        return rows.stream()
                .filter(row -> row.mark() != RowMark.HOLDS)
                .map(ForesightRow::step)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void add(ForesightRow row) {
        rows.add(row);
    }

    private void steps(List<Item.Step> steps, int depth) {
        for (Item.Step step : steps) {
            if (!quiet.passes(step)) {
                quiet.end();
                step(step, depth);
            }
        }
    }

    private void step(Item.Step step, int depth) {
        StepPlace place = new StepPlace(step, depth);
        for (Item item : step.items()) {
            switch (item) {
                case Item.Task task -> task(place, task);
                case Item.Question question -> question(place, question);
                case Item.Rescue rescue -> rescue(place, rescue);
                case Item.Retry retry -> place.row(RowMark.THEN, Tone.CARE, "again", "attempt " + retry.attempt());
                case Item.Step inner -> steps(List.of(inner), depth + 1);
                default -> {}
            }
        }
        quiet.end();
    }

    /** Where the lines of a step are drawn; the first of them has its number. */
    private final class StepPlace {
        private final Item.Step step;
        private final int depth;
        private boolean drew;

        StepPlace(Item.Step step, int depth) {
            this.step = step;
            this.depth = depth;
        }

        void row(RowMark mark, Tone tone, String verb, String text) {
            row(0, mark, tone, verb, text);
        }

        void row(int deeper, RowMark mark, Tone tone, String verb, String text) {
            quiet.end();
            add(new ForesightRow(
                    drew ? "" : step.number(), step.number(), depth + deeper, mark, tone, verb, known(text)));
            drew = true;
        }
    }

    /** An address that is not given yet is not one. */
    private static String known(String text) {
        return text.replace(ShadowCluster.ADDRESS, "<its new address>");
    }

    private void question(StepPlace place, Item.Question question) {
        questions.add(place.step.number() + (question.destructive() ? " (destructive)" : ""));
        if (question.form() == People.QuestionForm.MANUAL) {
            place.row(RowMark.NONE, Tone.ASK, ForesightRow.BY_HAND, question.text());
        } else {
            place.row(RowMark.ASKED, Tone.ASK, "asked", place.step.title());
        }
    }

    /** The class says enough: what is done about it stands in the next lines. */
    private void rescue(StepPlace place, Item.Rescue rescue) {
        FailureClass kind = rescue.failure().kind();
        place.row(RowMark.THEN, Tone.CARE, "", kind == FailureClass.CommandFailed ? "way back" : kind.name());
        foresight
                .ways()
                .choice(place.step.number(), rescue)
                .ifPresent(other -> place.row(
                        RowMark.NONE, Tone.QUIET, "", "(or %s: %s)".formatted(other.choice(), other.words())));
    }

    private void task(StepPlace place, Item.Task task) {
        Optional<Failure> failure = task.result().flatMap(Item.TaskResult::failure);
        ForeseenTask foreseen = foresight.task(place.step, task);
        boolean drew = switch (task.activity().orElse(new Activity.ExplicitFailure())) {
            case Activity.WaitingUntil _ -> waits(place, task, foreseen);
            case Activity.Performing performing ->
                (performing.changes() || failure.isPresent()) && performed(place, task, performing, foreseen);
            case Activity.Asserting _, Activity.Pausing _, Activity.ExplicitFailure _ -> false;
        };
        failure.ifPresent(failed -> place.row(drew ? 1 : 0, RowMark.FAILS, Tone.BAD, "", failed.summary()));
    }

    private boolean waits(StepPlace place, Item.Task task, ForeseenTask foreseen) {
        if (quiet.isQuiet(place.step, task)) {
            return false;
        }
        String what = foreseen.awaited().stream()
                .map(pending -> pending.resource().shortName() + " " + pending.state())
                .collect(Collectors.joining(", "));
        // A step that was drawn before has said its title, or better.
        if (what.isEmpty()
                && place.drew
                && task.result().flatMap(Item.TaskResult::failure).isEmpty()) {
            return false;
        }
        place.row(RowMark.WAITS, Tone.QUIET, "wait", what.isEmpty() ? place.step.title() : what);
        return true;
    }

    private boolean performed(StepPlace place, Item.Task task, Activity.Performing performing, ForeseenTask foreseen) {
        List<ObjectLine> objects = ObjectLine.of(foreseen.impact(), foreseen.changes());
        if (!foreseen.changes().isEmpty()) {
            quiet.changed();
        }
        String verb = performing
                .name()
                .substring(performing.name().lastIndexOf('.') + 1)
                .replace('_', ' ');
        if (objects.isEmpty()) {
            String summary = task.result().map(Item.TaskResult::summary).orElse("");
            String said = summary.isEmpty() ? place.step.title() : summary;
            place.row(RowMark.NONE, Tone.PLAIN, TextWidth.width(verb) < VERB ? verb : "", said);
            return true;
        }
        RowMark mark = objects.stream().map(ObjectLine::mark).distinct().count() == 1
                ? objects.getFirst().mark()
                : RowMark.CHANGED;
        boolean alike = mark != RowMark.CHANGED || objects.size() == 1;
        String names = alike && objects.size() <= FEW_OBJECTS
                ? ": " + objects.stream().map(ObjectLine::text).collect(Collectors.joining(", "))
                : "";
        boolean harmless = mark == RowMark.REMOVED
                && task.result().flatMap(Item.TaskResult::failure).isEmpty()
                && foreseen.impact().losses().isEmpty()
                && foreseen.impact().unknown().isEmpty();
        String rest = names.isEmpty() && harmless ? "; no data is lost" : names;
        place.row(mark, mark == RowMark.REMOVED ? Tone.BAD : Tone.CARE, verb, counts(objects) + rest);
        // What is tried again does the same again.
        if (!alike && listed.add(objects)) {
            list(place, objects);
        }
        return true;
    }

    /** Those of which more can be said than that they change; all alike where there is none of them. */
    private static void list(StepPlace place, List<ObjectLine> objects) {
        List<ObjectLine> telling =
                objects.stream().filter(ObjectLine::tells).limit(MOST_OBJECTS).toList();
        List<ObjectLine> shown =
                telling.isEmpty() ? objects.stream().limit(FEW_OBJECTS).toList() : telling;
        shown.forEach(object -> place.row(1, object.mark(), Tone.QUIET, "", object.text()));
        if (objects.size() > shown.size()) {
            place.row(1, RowMark.NONE, Tone.QUIET, "", "… " + (objects.size() - shown.size()) + " more");
        }
    }

    private static String counts(List<ObjectLine> objects) {
        return Stream.of(
                        counted(objects, RowMark.NEW, "new"),
                        counted(objects, RowMark.CHANGED, "changed"),
                        counted(objects, RowMark.REMOVED, "removed"),
                        counted(objects, RowMark.HOOK, "hook"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> counted(List<ObjectLine> objects, RowMark mark, String what) {
        long count = objects.stream().filter(object -> object.mark() == mark).count();
        String plural = mark == RowMark.HOOK && count > 1 ? "s" : "";
        return count == 0 ? Optional.empty() : Optional.of(count + " " + what + plural);
    }
}
