package dev.runbook.app.rehearse;

import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Rescue;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.program.Where;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which places of a runbook's text its rehearsals come to: a place of a procedure is one, wherever it is performed. */
public final class Coverage {
    private final Set<TextPlace> places = new LinkedHashSet<>();
    private final Set<TextPlace> reached = new HashSet<>();
    private final Set<String> addresses = new HashSet<>();
    private final Map<Sign, TextPlace> signs = new HashMap<>();
    private final List<PerformedHere> performed = new ArrayList<>();
    private final Map<String, List<TextPlace>> around = new HashMap<>();

    /** What a place is. */
    public enum PlaceKind {
        STEP("steps"),
        ARM("arms of conditions"),
        RESCUE("rescue clauses"),
        PROCEDURE("procedures");

        private final String words;

        PlaceKind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** A place of the text, which rehearsals come to or not. */
    public record TextPlace(PlaceKind part, String file, int line, int column, String words) {
        static TextPlace of(PlaceKind part, Where where, String words) {
            return new TextPlace(part, where.file(), where.line(), where.column(), words);
        }

        /** {@code path:line}. */
        public String at() {
            return file + ":" + line;
        }
    }

    /** What a journal says when a run comes to a place. */
    private record Sign(PlaceKind part, String address, String detail) {}

    /** A procedure in a step, by the place of its tasks. */
    private record PerformedHere(TextPlace place, String address, TaskKey key) {}

    private Coverage(CheckedRunbook runbook) {
        tasks(runbook.body(), "", List.of());
    }

    /** What runs of a runbook have come to. */
    public static Coverage of(CheckedRunbook runbook, List<List<Recorded>> runs) {
        Coverage coverage = new Coverage(runbook);
        runs.forEach(run -> run.forEach(fact -> coverage.take(fact.entry())));
        return coverage;
    }

    /** The places of a kind. */
    public long all(PlaceKind part) {
        return places.stream().filter(place -> place.part() == part).count();
    }

    /** Those of them that were come to. */
    public long reached(PlaceKind part) {
        return reached.stream().filter(place -> place.part() == part).count();
    }

    /** Where no run has come to, in the order of the text. */
    public List<TextPlace> missed() {
        return places.stream()
                .filter(place -> !reached.contains(place))
                .sorted(Comparator.comparing(TextPlace::file)
                        .thenComparingInt(TextPlace::line)
                        .thenComparingInt(TextPlace::column))
                .toList();
    }

    /** All in one line. */
    public String summary() {
        return Arrays.stream(PlaceKind.values())
                .filter(part -> all(part) > 0)
                .map(part -> reached(part) + " of " + all(part) + " " + part.words())
                .collect(Collectors.joining(", "));
    }

    private void take(Entry entry) {
        if (entry instanceof Entry.StepStarted started) {
            reach(new Sign(PlaceKind.STEP, known(started.step()), ""));
            passing(known(started.step()));
        } else if (entry instanceof Entry.StepSkipped skipped) {
            passing(known(skipped.step()));
        } else if (entry instanceof Entry.Rescuing rescuing) {
            reach(new Sign(PlaceKind.RESCUE, known(rescuing.step()), rescuing.clause()));
        } else if (entry instanceof Entry.OfTask fact) {
            take(fact, known(fact.step()));
        }
    }

    private void take(Entry.OfTask fact, String address) {
        TaskKey key = new TaskKey(fact.task());
        if (fact instanceof Entry.Decided decided && decided.arm().isPresent()) {
            reach(new Sign(
                    PlaceKind.ARM, address, key.branch(decided.arm().getAsInt()).text()));
        }
        performed.stream()
                .filter(one -> one.address().equals(address) && key.isIn(one.key()))
                .forEach(one -> reached.add(one.place()));
    }

    private void reach(Sign sign) {
        TextPlace place = signs.get(sign);
        if (place != null) {
            reached.add(place);
        }
    }

    /** A step of a procedure is come to, whether it is done or skipped. */
    private void passing(String address) {
        reached.addAll(around.getOrDefault(address, List.of()));
    }

    /** The address in the text of one in a journal, which names the items of loops behind it, in brackets. */
    private String known(String journalled) {
        String address = journalled;
        while (!addresses.contains(address)) {
            int open = address.lastIndexOf('[');
            if (open < 0 || !journalled.endsWith("]")) {
                return journalled;
            }
            address = address.substring(0, open);
        }
        return address;
    }

    private void tasks(List<Task> tasks, String address, List<TextPlace> procedures) {
        tasks.forEach(task -> task(task, address, procedures));
    }

    private void task(Task task, String address, List<TextPlace> procedures) {
        switch (task) {
            case Task.Step step -> step(step, procedures);
            case Task.Choice choice -> choice(choice, address, procedures);
            case Task.Loop loop -> tasks(loop.body(), address, procedures);
            case Task.Procedure procedure -> {
                TextPlace place = places.stream()
                        .filter(one -> one.part() == PlaceKind.PROCEDURE
                                && one.words().equals("procedure " + procedure.name()))
                        .findFirst()
                        .orElseGet(() ->
                                TextPlace.of(PlaceKind.PROCEDURE, procedure.where(), "procedure " + procedure.name()));
                places.add(place);
                performed.add(new PerformedHere(place, address, procedure.key()));
                List<TextPlace> inner = new ArrayList<>(procedures);
                inner.add(place);
                tasks(procedure.body(), address, inner);
            }
            case Task.Bind _,
                    Task.InNamespace _,
                    Task.Act _,
                    Task.WaitUntil _,
                    Task.Pause _,
                    Task.Assert _,
                    Task.Confirm _,
                    Task.Manual _,
                    Task.Note _,
                    Task.Retry _,
                    Task.Raise _,
                    Task.Fail _,
                    Task.Finish _ -> {}
        }
    }

    private void step(Task.Step step, List<TextPlace> procedures) {
        String address = step.address().toString();
        addresses.add(address);
        around.put(address, procedures);
        add(
                new Sign(PlaceKind.STEP, address, ""),
                TextPlace.of(
                        PlaceKind.STEP, step.where(), "step \"" + step.address().name() + "\""));
        tasks(step.body(), address, procedures);
        for (Rescue rescue : step.rescues()) {
            TextPlace place = TextPlace.of(
                    PlaceKind.RESCUE,
                    rescue.where(),
                    String.join(", ", rescue.words()).replace(", rescue ", ", ") + " of step \""
                            + step.address().name() + "\"");
            rescue.words().forEach(words -> add(new Sign(PlaceKind.RESCUE, address, words), place));
            tasks(rescue.body(), address, procedures);
        }
        tasks(step.ensure(), address, procedures);
    }

    private void choice(Task.Choice choice, String address, List<TextPlace> procedures) {
        String condition = "";
        for (int arm = 1; arm <= choice.arms().size(); arm++) {
            Task.Arm here = choice.arms().get(arm - 1);
            condition = written(here.condition());
            add(
                    new Sign(PlaceKind.ARM, address, choice.key().arm(arm).text()),
                    TextPlace.of(PlaceKind.ARM, here.condition().where(), condition));
            tasks(here.body(), address, procedures);
        }
        if (!choice.otherwise().isEmpty()) {
            add(
                    new Sign(PlaceKind.ARM, address, choice.key().otherwise().text()),
                    TextPlace.of(PlaceKind.ARM, choice.otherwise().getFirst().where(), "else of " + condition));
            tasks(choice.otherwise(), address, procedures);
        }
    }

    /** As it is written: an {@code unless} is the opposite of a condition, at the same place. */
    private static String written(Expr condition) {
        return condition instanceof Expr.Not not
                        && not.where().place().equals(not.operand().where().place())
                        && not.where().length() == not.operand().where().length()
                ? "unless " + not.operand().where().text()
                : "if " + condition.where().text();
    }

    private void add(Sign sign, TextPlace place) {
        places.add(place);
        signs.put(sign, place);
    }
}
