package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.Foresight.ForeseenTask;
import dev.runbook.app.view.Style.Tone;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.People;
import dev.runbook.provider.Impact;
import dev.runbook.rehearsal.shadow.Exchange.ObjectChange;
import dev.runbook.rehearsal.shadow.ShadowCluster;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.TextWidth;
import dev.runbook.text.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws what will happen on one screen: what a run will do, what fails, and which way back it takes. */
public final class ForesightText {
    private static final int WIDTH = 80;
    private static final int NUMBER = 8;
    private static final int VERB = 9;
    private static final int MOST_OBJECTS = 6;

    private final Foresight foresight;
    private final LineBuffer page;
    private final List<String> questions = new ArrayList<>();
    private Optional<String> quietFrom = Optional.empty();
    private String quietTo = "";
    private int quietChecks;
    private boolean changed;

    private ForesightText(Foresight foresight, Style look) {
        this.foresight = foresight;
        this.page = new LineBuffer(look, WIDTH);
    }

    public static List<String> of(Foresight foresight, Style look) {
        ForesightText text = new ForesightText(foresight, look);
        text.head();
        text.steps(foresight.report().steps(), 0);
        text.quiet();
        text.foot();
        return text.page.lines();
    }

    private void head() {
        String moves = foresight.moves().stream()
                .map(move -> move.release() + " "
                        + move.from()
                                .filter(from -> !from.equals(move.to()))
                                .map(from -> from + " " + arrow() + " ")
                                .orElse("")
                        + move.to())
                .collect(Collectors.joining(", "));
        page.say(0, Tone.TITLE, foresight.report().title() + (moves.isEmpty() ? "" : ": " + moves));
        page.say(2, Tone.QUIET, "cluster " + foresight.target());
        page.blank();
        switch (foresight.outcome()) {
            case SUCCEEDS -> page.say(2, Tone.GOOD, "WILL SUCCEED, as far as the server decides it." + costs());
            case RECOVERS -> page.say(2, Tone.CARE, "WILL FAIL AND BE RECOVERED." + costs());
            case FAILS ->
                page.say(
                        2,
                        Tone.LOUD,
                        "WILL FAIL: "
                                + foresight.failure().map(Failure::summary).orElse(""));
            case UNKNOWN ->
                page.say(
                        2,
                        Tone.CARE,
                        "CANNOT BE KNOWN: "
                                + foresight.unanswered().stream()
                                        .findFirst()
                                        .or(() -> foresight.failure().map(Failure::summary))
                                        .orElse("the run does not come to its end"));
        }
        losses();
        page.blank();
    }

    private String costs() {
        List<String> costs = foresight.impact().costs();
        return costs.isEmpty() ? "" : " It costs: " + String.join("; ", costs) + ".";
    }

    private void losses() {
        for (Impact.Loss loss : foresight.impact().losses()) {
            page.say(2, "LOST", Tone.LOUD, Tone.LOUD, loss.words());
        }
    }

    private void steps(List<Item.Step> steps, int depth) {
        for (Item.Step step : steps) {
            if (isQuiet(step)) {
                if (quietFrom.isEmpty()) {
                    quietFrom = Optional.of(step.number());
                }
                quietTo = step.number();
                quietChecks += checks(step);
            } else {
                quiet();
                step(step, depth);
            }
        }
    }

    /** What only looks, and finds all as it should be, is told in one line. */
    private void quiet() {
        quietFrom.ifPresent(from -> {
            if (quietChecks > 0) {
                String numbers = from.equals(quietTo) ? from : from + "-" + quietTo;
                row(
                        numbers,
                        0,
                        look().done(),
                        Tone.GOOD,
                        "",
                        quietChecks == 1 ? "1 check holds" : quietChecks + " checks hold");
            }
        });
        quietFrom = Optional.empty();
        quietChecks = 0;
    }

    private static int checks(Item.Step step) {
        int own = (int) step.items().stream()
                .filter(item -> item instanceof Item.Task task
                        && task.activity()
                                .filter(a -> a instanceof Activity.Asserting || a instanceof Activity.WaitingUntil)
                                .isPresent())
                .count();
        return own + step.steps().stream().mapToInt(ForesightText::checks).sum();
    }

    private boolean isQuiet(Item.Step step) {
        if (step.state() == Item.State.SKIPPED) {
            return true;
        }
        return step.items().stream().allMatch(item -> switch (item) {
            case Item.Step inner -> isQuiet(inner);
            case Item.Task task -> isQuiet(step, task);
            case Item.Question _, Item.Rescue _, Item.Retry _ -> false;
            default -> true;
        });
    }

    private boolean isQuiet(Item.Step step, Item.Task task) {
        if (task.result().flatMap(Item.TaskResult::failure).isPresent()) {
            return false;
        }
        return switch (task.activity().orElse(new Activity.ExplicitFailure())) {
            case Activity.WaitingUntil _ ->
                foresight.task(step, task).awaited().isEmpty()
                        && foresight.task(step, task).assumed().isEmpty()
                        && !changed;
            case Activity.Performing performing -> !performing.changes();
            case Activity.Asserting _, Activity.Pausing _ -> true;
            case Activity.ExplicitFailure _ -> false;
        };
    }

    private void step(Item.Step step, int depth) {
        String number = step.number();
        boolean titled = false;
        for (Item item : step.items()) {
            String shown = titled ? "" : number;
            boolean drew = switch (item) {
                case Item.Task task -> task(step, task, shown, depth);
                case Item.Question question -> question(step, question, shown, depth);
                case Item.Rescue rescue -> {
                    row(shown, depth, arrow(), Tone.CARE, "", rescue.failure().kind() + ": a way back is known");
                    yield true;
                }
                case Item.Retry retry -> {
                    row(shown, depth, arrow(), Tone.CARE, "again", "attempt " + retry.attempt());
                    yield true;
                }
                case Item.Step inner -> {
                    steps(List.of(inner), depth + 1);
                    yield false;
                }
                default -> false;
            };
            titled |= drew;
        }
        quiet();
    }

    private boolean question(Item.Step step, Item.Question question, String number, int depth) {
        questions.add(step.number() + (question.destructive() ? " (destructive)" : ""));
        boolean manual = question.form() == People.QuestionForm.MANUAL;
        row(
                number,
                depth,
                manual ? " " : "?",
                Tone.ASK,
                manual ? "by hand" : "asked",
                manual ? question.text() : step.title());
        return true;
    }

    private boolean task(Item.Step step, Item.Task task, String number, int depth) {
        Activity activity = task.activity().orElse(new Activity.ExplicitFailure());
        Optional<Failure> failure = task.result().flatMap(Item.TaskResult::failure);
        ForeseenTask foreseen = foresight.task(step, task);
        boolean drew = false;
        switch (activity) {
            case Activity.WaitingUntil _ -> {
                if (isQuiet(step, task)) {
                    return false;
                }
                String what = foreseen.awaited().isEmpty()
                        ? step.title()
                        : foreseen.awaited().stream()
                                .map(p -> p.resource().shortName() + " " + p.state())
                                .collect(Collectors.joining(", "));
                row(number, depth, waiting(), Tone.QUIET, "wait", what);
                drew = true;
            }
            case Activity.Performing performing -> {
                if (!performing.changes() && failure.isEmpty()) {
                    return false;
                }
                changed |= !foreseen.changes().isEmpty();
                performed(step, task, performing, foreseen, number, depth);
                drew = true;
            }
            case Activity.Asserting _, Activity.Pausing _, Activity.ExplicitFailure _ -> {}
        }
        if (failure.isPresent()) {
            row(
                    drew ? "" : number,
                    depth + (drew ? 1 : 0),
                    look().failed(),
                    Tone.BAD,
                    "",
                    failure.get().summary());
            drew = true;
        }
        return drew;
    }

    private void performed(
            Item.Step step,
            Item.Task task,
            Activity.Performing performing,
            ForeseenTask foreseen,
            String number,
            int depth) {
        Impact impact = foreseen.impact();
        List<ObjectLine> objects = ObjectLine.of(impact, foreseen.changes());
        String verb = performing
                .name()
                .substring(performing.name().lastIndexOf('.') + 1)
                .replace('_', ' ');
        String summary = task.result().map(Item.TaskResult::summary).orElse("");
        if (objects.isEmpty()) {
            String words = summary.isEmpty() ? step.title() : summary;
            row(number, depth, " ", Tone.PLAIN, TextWidth.width(verb) < VERB ? verb : "", words);
            return;
        }
        long created = objects.stream().filter(o -> o.mark().equals("+")).count();
        long removed = objects.stream().filter(o -> o.mark().equals("-")).count();
        long hooks =
                objects.stream().filter(o -> o.mark().equals(ObjectLine.HOOK)).count();
        long other = objects.size() - created - removed - hooks;
        String mark = created == objects.size() ? "+" : removed == objects.size() ? "-" : "~";
        String counts = Stream.of(
                        counted(created, "new"),
                        counted(other, "changed"),
                        counted(removed, "removed"),
                        counted(hooks, hooks == 1 ? "hook" : "hooks"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        row(number, depth, mark, mark.equals("-") ? Tone.BAD : Tone.CARE, verb, counts);
        boolean details = !mark.equals("-") && !mark.equals("+");
        if (details) {
            objects.stream()
                    .limit(MOST_OBJECTS)
                    .forEach(object -> row("", depth + 1, object.mark(), Tone.QUIET, "", object.text(arrow())));
            if (objects.size() > MOST_OBJECTS) {
                row(
                        "",
                        depth + 1,
                        " ",
                        Tone.QUIET,
                        "",
                        look().ellipsis() + " " + (objects.size() - MOST_OBJECTS) + " more");
            }
        }
    }

    private static String counted(long count, String what) {
        return count == 0 ? "" : count + " " + what;
    }

    private void row(String number, int depth, String mark, Tone tone, String verb, String text) {
        String gutter = " ".repeat(Math.max(0, NUMBER - TextWidth.width(number))) + number + "  " + "  ".repeat(depth);
        String lead = verb.isEmpty() ? "" : verb + " ".repeat(Math.max(1, VERB - TextWidth.width(verb)));
        int left = TextWidth.width(gutter) + 2 + TextWidth.width(lead);
        List<String> wrapped = TextWidth.wrap(SafeText.line(known(text)), WIDTH - left);
        String first = gutter + look().paint(tone, mark) + " " + lead;
        for (String line : wrapped) {
            page.raw((first + line).stripTrailing());
            first = " ".repeat(left);
        }
    }

    /** An address that is not given yet is not one. */
    private static String known(String text) {
        return text.replace(ShadowCluster.ADDRESS, "<its new address>");
    }

    private void foot() {
        page.blank();
        if (!questions.isEmpty()) {
            page.say(
                    2,
                    Tone.PLAIN,
                    "You will be asked %s: %s."
                            .formatted(
                                    questions.size() == 1 ? "once" : questions.size() + " times",
                                    String.join(", ", questions)));
        }
        if (foresight.changes()) {
            page.say(2, Tone.QUIET, "Not knowable: that pods start and images pull, that hooks pass, new addresses.");
        }
        page.say(2, Tone.QUIET, "--detail shows every command and branch.");
    }

    private Style look() {
        return page.look();
    }

    private String arrow() {
        return look().arrow();
    }

    private String waiting() {
        return look().unicode() ? "◌" : "o";
    }

    /** One object that an action changes. */
    private record ObjectLine(String mark, String name, List<String> differences) {
        static final String HOOK = "*";

        static List<ObjectLine> of(Impact impact, List<ObjectChange> changes) {
            List<ObjectLine> lines = new ArrayList<>();
            for (ObjectChange change : changes) {
                if (!isHook(change) && !ObjectDifference.isNone(change)) {
                    lines.add(of(change));
                }
            }
            // What the run does not come to, because the server refuses something before.
            add(lines, "~", impact.changed());
            add(lines, "+", impact.created());
            add(lines, "-", impact.removed());
            lines.sort(Comparator.comparing(
                    line -> line.mark().equals("~") && line.differences().isEmpty()));
            lines.addAll(hooks(changes));
            return lines;
        }

        private static void add(List<ObjectLine> lines, String mark, List<ResourceId> objects) {
            for (ResourceId object : objects) {
                if (lines.stream().noneMatch(line -> line.name().equals(object.shortName()))) {
                    lines.add(new ObjectLine(mark, object.shortName(), List.of()));
                }
            }
        }

        /** What helm makes, waits for and may delete again. */
        private static List<ObjectLine> hooks(List<ObjectChange> changes) {
            return changes.stream()
                    .filter(change -> change.before().isEmpty() && isHook(change))
                    .map(change -> new ObjectLine(HOOK, ObjectDifference.name(change.after()), List.of("a hook")))
                    .distinct()
                    .toList();
        }

        private static boolean isHook(ObjectChange change) {
            Map<String, Object> object = change.before().isEmpty() ? change.after() : change.before();
            return object.get("metadata") instanceof Map<?, ?> metadata
                    && metadata.get("annotations") instanceof Map<?, ?> annotations
                    && annotations.containsKey("helm.sh/hook");
        }

        private static ObjectLine of(ObjectChange change) {
            String mark = change.before().isEmpty() ? "+" : change.after().isEmpty() ? "-" : "~";
            Map<String, Object> object = mark.equals("-") ? change.before() : change.after();
            return new ObjectLine(mark, ObjectDifference.name(object), ObjectDifference.of(change));
        }

        String text(String arrow) {
            String all = differences.stream()
                    .limit(3)
                    .map(d -> d.replace("->", arrow))
                    .collect(Collectors.joining(", "));
            return all.isEmpty() ? name : name + "  " + all;
        }
    }
}
