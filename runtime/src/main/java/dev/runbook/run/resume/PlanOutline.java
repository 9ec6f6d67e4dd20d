package dev.runbook.run.resume;

import dev.runbook.language.program.StepOptions;
import dev.runbook.language.program.Where;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of a plan by address, each with the text of the tasks that it does itself. */
final class PlanOutline {
    private final Map<String, Entry> steps = new LinkedHashMap<>();
    private final Map<String, Source> sources = new HashMap<>();

    /**
     * One step; the address of the runbook itself is empty.
     *
     * @param parent the address of the step around it
     */
    record Entry(String address, String parent, String title, String condition, List<Own> own) {}

    /**
     * A task of a step, with its text as far as it is not a step of its own.
     *
     * @param arms the conditions of a choice
     */
    record Own(String key, String text, List<Arm> arms) {
        Own(String key, String text) {
            this(key, text, List.of());
        }

        /** Which list of the step it stands in: its body, its ensure clause, or one of its rescue clauses. */
        String clause() {
            return key.substring(0, key.indexOf('.') < 0 ? key.length() : key.indexOf('.'));
        }
    }

    /**
     * A condition of a choice.
     *
     * @param shown as older journals name it: on one line, and shortened
     */
    record Arm(String shown, String text) {}

    private PlanOutline(Plan plan) {
        plan.runbook().sources().forEach(source -> sources.put(source.name(), source));
        Entry root = enter("", "", "", "");
        tasks(plan.body(), root);
    }

    static PlanOutline of(Plan plan) {
        return new PlanOutline(plan);
    }

    /** The steps in the order of the text. */
    List<Entry> steps() {
        return List.copyOf(steps.values());
    }

    Optional<Entry> step(String address) {
        return Optional.ofNullable(steps.get(address));
    }

    /** The address in the text of an address in a journal, which names the items of loops behind it. */
    String known(String journalled) {
        String address = journalled;
        while (!steps.containsKey(address) && address.endsWith("]")) {
            int open = address.lastIndexOf('[');
            if (open < 0) {
                break;
            }
            address = address.substring(0, open);
        }
        return address;
    }

    private Entry enter(String address, String parent, String title, String condition) {
        return steps.computeIfAbsent(address, a -> new Entry(a, parent, title, condition, new ArrayList<>()));
    }

    private void tasks(List<PlanNode> nodes, Entry in) {
        for (PlanNode node : nodes) {
            switch (node) {
                case PlanNode.Step step -> step(step, in);
                case PlanNode.Choice choice -> {
                    in.own().add(choice(choice));
                    choice.arms().forEach(arm -> tasks(arm, in));
                    tasks(choice.otherwise(), in);
                }
                case PlanNode.Loop loop -> {
                    in.own()
                            .add(new Own(
                                    loop.key(),
                                    "for " + loop.task().name() + " in "
                                            + text(loop.task().list().where())));
                    tasks(loop.body(), in);
                }
                case PlanNode.Procedure procedure -> {
                    in.own().add(new Own(procedure.key(), text(procedure.task().where())));
                    tasks(procedure.body(), in);
                }
                case PlanNode.Single single ->
                    in.own().add(new Own(single.key(), text(single.task().where())));
            }
        }
    }

    private void step(PlanNode.Step step, Entry around) {
        String address = step.task().address().toString();
        if (steps.containsKey(address)) {
            // A procedure that is performed twice here: both times it is the same text.
            return;
        }
        Entry entry = enter(
                address,
                around.address(),
                step.task().address().name(),
                condition(step.task().options()));
        tasks(step.body(), entry);
        step.rescues().forEach(clause -> tasks(clause.body(), entry));
        tasks(step.ensure(), entry);
    }

    private Own choice(PlanNode.Choice choice) {
        List<Arm> arms = choice.task().arms().stream()
                .map(arm -> new Arm(
                        arm.condition().where().text(), text(arm.condition().where())))
                .toList();
        String text = arms.stream().map(Arm::text).collect(Collectors.joining("\nelsif ", "if ", ""));
        return new Own(choice.key(), text, arms);
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
