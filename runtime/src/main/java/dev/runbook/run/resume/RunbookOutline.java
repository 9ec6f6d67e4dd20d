package dev.runbook.run.resume;

import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.StepOptions;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.program.Where;
import dev.runbook.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of a runbook by address, each with the text of the tasks that it does itself. */
final class RunbookOutline {
    private final Map<String, OutlineEntry> steps = new LinkedHashMap<>();
    private final Map<String, Source> sources = new HashMap<>();

    /**
     * One step; the address of the runbook itself is empty.
     *
     * @param parent the address of the step around it
     * @param clauses what its rescue clauses answer to, as written
     */
    record OutlineEntry(
            String address, String parent, String title, String condition, List<String> clauses, List<Own> own) {}

    /**
     * A task of a step, with its text as far as it is not a step of its own.
     *
     * @param arms the conditions of a choice, with their word
     */
    record Own(TaskKey key, Class<? extends Task> kind, String text, List<String> arms) {
        /** Whether it is made of other tasks. */
        boolean holdsTasks() {
            return kind == Task.Choice.class || kind == Task.Loop.class || kind == Task.Procedure.class;
        }
    }

    private RunbookOutline(CheckedRunbook runbook) {
        runbook.sources().forEach(source -> sources.put(source.name(), source));
        OutlineEntry root = enter("", "", "", "", List.of());
        tasks(runbook.body(), root);
    }

    static RunbookOutline of(CheckedRunbook runbook) {
        return new RunbookOutline(runbook);
    }

    /** The steps in the order of the text. */
    List<OutlineEntry> steps() {
        return List.copyOf(steps.values());
    }

    Optional<OutlineEntry> step(String address) {
        return Optional.ofNullable(steps.get(address));
    }

    /** The address in the text of an address in a journal, which names the items of loops behind it, in brackets. */
    String known(String journalled) {
        String address = journalled;
        while (!steps.containsKey(address)) {
            // An item may have brackets in it.
            int open = address.lastIndexOf('[');
            if (open < 0 || !journalled.endsWith("]")) {
                return journalled;
            }
            address = address.substring(0, open);
        }
        return address;
    }

    private OutlineEntry enter(String address, String parent, String title, String condition, List<String> clauses) {
        return steps.computeIfAbsent(
                address, a -> new OutlineEntry(a, parent, title, condition, clauses, new ArrayList<>()));
    }

    private void tasks(List<Task> tasks, OutlineEntry in) {
        for (Task task : tasks) {
            switch (task) {
                case Task.Step step -> step(step, in);
                case Task.Choice choice -> {
                    in.own().add(choice(choice));
                    choice.arms().forEach(arm -> tasks(arm.body(), in));
                    tasks(choice.otherwise(), in);
                }
                case Task.Loop loop -> {
                    String head =
                            "for " + loop.name() + " in " + text(loop.list().where());
                    in.own().add(new Own(loop.key(), Task.Loop.class, head, List.of()));
                    tasks(loop.body(), in);
                }
                case Task.Procedure procedure -> {
                    in.own().add(own(procedure));
                    tasks(procedure.body(), in);
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
                        Task.Finish _ -> in.own().add(own(task));
            }
        }
    }

    private Own own(Task task) {
        return new Own(task.key(), task.getClass(), text(task.where()), List.of());
    }

    private void step(Task.Step step, OutlineEntry around) {
        String address = step.address().toString();
        List<String> clauses =
                step.rescues().stream().map(clause -> text(clause.where())).toList();
        OutlineEntry entry =
                enter(address, around.address(), step.address().name(), condition(step.options()), clauses);
        tasks(step.body(), entry);
        step.rescues().forEach(clause -> tasks(clause.body(), entry));
        tasks(step.ensure(), entry);
    }

    private Own choice(Task.Choice choice) {
        List<String> arms =
                choice.arms().stream().map(arm -> condition(arm.condition())).toList();
        String text = String.join("\nels", arms);
        return new Own(choice.key(), Task.Choice.class, text, arms);
    }

    /** As it is written: an {@code unless} is the opposite of a condition, at the same place. */
    private String condition(Expr condition) {
        boolean unless = condition instanceof Expr.Not not
                && samePlace(not.where(), not.operand().where());
        return (unless ? "unless " : "if ") + text(condition.where());
    }

    private static boolean samePlace(Where one, Where other) {
        return one.line() == other.line() && one.column() == other.column() && one.length() == other.length();
    }

    private String condition(StepOptions options) {
        return Stream.concat(
                        options.onlyIf().map(e -> "if: " + text(e.where())).stream(),
                        options.unless().map(e -> "unless: " + text(e.where())).stream())
                .collect(Collectors.joining(", "));
    }

    /** What stands at a place, without comments on lines of their own and however it is indented. */
    private String text(Where where) {
        Source source = sources.get(where.file());
        if (source == null) {
            return where.text();
        }
        String line = source.line(where.line());
        int start = source.offset(where.line()) + line.offsetByCodePoints(0, where.column() - 1);
        return source.text()
                .substring(start, start + where.length())
                .lines()
                .map(String::strip)
                .filter(one -> !one.isEmpty() && !one.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }
}
