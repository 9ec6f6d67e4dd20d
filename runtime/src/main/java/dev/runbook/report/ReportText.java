package dev.runbook.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as text for people, 80 columns wide: how it ended, then the steps with what failed in them. */
public final class ReportText {
    private static final int WIDTH = 80;

    private ReportText() {}

    /** The lines of the report. */
    public static List<String> of(RunReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.title() + ": " + Ending.headline(report));
        Ending.facts(report).forEach(fact -> lines.addAll(Columns.wrap(fact.label() + ": " + fact.text(), WIDTH)));
        lines.add("");
        report.steps().forEach(step -> step(lines, step, 0));
        report.problems().forEach(problem -> problem(lines, problem));
        return lines;
    }

    /** How a step ended, in one word. */
    public static String end(Item.Step step) {
        return step.state().name().toLowerCase(Locale.ROOT);
    }

    private static void step(List<String> lines, Item.Step step, int indent) {
        String reason = step.reason().isEmpty() ? "" : " (" + step.reason() + ")";
        String took = step.took().map(t -> "  " + Elapsed.text(t)).orElse("");
        String text = step.number() + " " + step.title() + "  " + end(step) + reason + took;
        Columns.wrap(text, WIDTH - indent).forEach(line -> lines.add(" ".repeat(indent) + line));
        step.steps().forEach(inner -> step(lines, inner, indent + 2));
    }

    private static void problem(List<String> lines, Problem problem) {
        lines.add("");
        lines.addAll(Columns.wrap(problem.place() + ": " + problem.failure().summary(), WIDTH));
        problem.failure().output().lines().limit(20).forEach(line -> lines.add("  | " + Printable.line(line)));
        problem.failure().advice().forEach(advice -> lines.addAll(Columns.wrap(advice, WIDTH)));
    }
}
