package dev.runbook.run.report;

import dev.runbook.run.journal.Entry;
import dev.runbook.text.SafeText;
import dev.runbook.text.UtcTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A report as text for people, 80 columns wide: how it ended, then the steps with what happened in them. */
public final class ReportText {
    private static final int WIDTH = 80;
    /** How much of a failure's output is repeated; the whole is kept with the run. */
    private static final int EXCERPT = 20;

    /** Where titles of steps begin, after how they ended and how long they took. */
    private static final int TITLES = 18;

    private final List<String> lines = new ArrayList<>();

    private final boolean damaged;

    private ReportText(boolean damaged) {
        this.damaged = damaged;
    }

    /** The lines of the report. */
    public static List<String> of(RunReport report) {
        return lines(report, new ReportText(false), EndingText.headline(report));
    }

    /** The same of what stands before the damage of a journal: how the run ended, nobody can say. */
    public static List<String> beforeDamage(RunReport report) {
        return lines(report, new ReportText(true), report.title() + ": its journal is damaged");
    }

    private static List<String> lines(RunReport report, ReportText text, String headline) {
        text.lines.addAll(TextWidth.wrap(headline, WIDTH));
        text.facts(report);
        text.lines.add("");
        report.steps().forEach(step -> text.step(step, 0));
        report.problems().forEach(text::problem);
        text.lines.replaceAll(SafeText::line);
        return text.lines;
    }

    /** How a step ended, in one word. */
    public static String end(Item.Step step) {
        return StepWords.state(step.state());
    }

    private void facts(RunReport report) {
        if (report.began().isPresent()) {
            Entry.Began began = report.began().get();
            fact("run", began.run() + " of " + began.runbook());
            fact("cluster", began.target());
            fact("operator", began.operator().user() + " on " + began.operator().host());
        }
        fact("began", UtcTime.words(report.from()));
        report.resumptions().forEach(resumption -> fact("resumed", StepWords.resumption(resumption)));
        if (!damaged) {
            fact("exit code", exitCode(report));
        }
        String at = report.at().orElse("");
        EndingText.facts(report)
                .forEach(fact -> fact(damaged && fact.text().equals(at) ? "read to" : fact.label(), fact.text()));
        String label = "next";
        for (String step : EndingText.nextSteps(report)) {
            fact(label, step);
            label = "";
        }
    }

    static String exitCode(RunReport report) {
        Optional<Entry.Ended> ended = report.ended();
        if (ended.isEmpty()) {
            return "none: the run did not end";
        }
        ExitCode code = ExitCode.of(ended.get().end(), true);
        return code == ExitCode.RECOVERED ? "0, or 6 with --exit-recovered" : code.number() + " (" + code.about() + ")";
    }

    private void fact(String label, String text) {
        String lead = "  " + label + " ".repeat(Math.max(1, 10 - label.length()));
        for (String line : TextWidth.wrap(SafeText.line(text), WIDTH - lead.length())) {
            lines.add((lead + line).stripTrailing());
            lead = " ".repeat(lead.length());
        }
    }

    private void step(Item.Step step, int depth) {
        String took = step.state() == Item.State.SKIPPED
                ? ""
                : step.took().map(Elapsed::text).orElse("");
        String lead = "%-10s %6s ".formatted(end(step), took) + "  ".repeat(depth);
        String mark = step.destructive() ? " (destructive)" : "";
        wrapped(lead, SafeText.line((step.number() + " " + step.title()).strip()) + mark);
        String indent = " ".repeat(TITLES + 2 * depth + 2);
        for (StepWords.StepLine line : StepWords.of(step)) {
            switch (line.kind()) {
                case WORDS -> wrapped(indent, line.text());
                case COMMAND -> command(indent + "$ ", line.command());
                case QUOTE -> lines.add((indent + "| " + line.text()).stripTrailing());
            }
        }
        step.steps().forEach(inner -> step(inner, depth + 1));
    }

    /** As a shell takes it back, however many lines it has. */
    private void command(String lead, List<String> command) {
        String left = lead;
        for (String line : CommandText.lines(command, WIDTH - lead.length())) {
            lines.add(left + line);
            left = " ".repeat(lead.length() - "$ ".length());
        }
    }

    private void wrapped(String lead, String text) {
        String left = lead;
        for (String line : TextWidth.wrap(text, WIDTH - TextWidth.width(lead))) {
            lines.add((left + line).stripTrailing());
            left = " ".repeat(TextWidth.width(lead));
        }
    }

    private void problem(LocatedFailure problem) {
        List<String> output = EndingText.further(problem.failure()).stream()
                .map(SafeText::output)
                .toList();
        if (output.isEmpty()) {
            // Its summary stands at the top.
            return;
        }
        lines.add("");
        lines.addAll(TextWidth.wrap(problem.place() + ": " + EndingText.sentence(problem.failure()), WIDTH));
        int from = Math.max(0, output.size() - EXCERPT);
        if (from > 0) {
            lines.add("  | (" + from + " lines before)");
        }
        output.subList(from, output.size()).forEach(line -> lines.add("  | " + line));
    }
}
