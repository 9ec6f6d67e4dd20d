package dev.runbook.run.report;

import dev.runbook.run.journal.Entry;
import dev.runbook.text.SafeText;
import dev.runbook.text.UtcTime;
import java.util.List;

/** A report as Markdown, to be pasted into a ticket. */
public final class ReportMarkdown {
    private static final int EXCERPT = 20;

    private final StringBuilder out = new StringBuilder();

    private ReportMarkdown() {}

    /** The whole text. */
    public static String of(RunReport report) {
        ReportMarkdown markdown = new ReportMarkdown();
        markdown.report(report);
        return markdown.out.toString();
    }

    private void report(RunReport report) {
        line("## " + MarkdownText.escape(EndingText.headline(report)));
        line("");
        line("| | |");
        line("| --- | --- |");
        if (report.began().isPresent()) {
            Entry.Began began = report.began().get();
            row("run", began.run() + " of " + began.runbook());
            row("cluster", began.target());
            row("operator", began.operator().user() + " on " + began.operator().host());
        }
        row("began", UtcTime.words(report.from()));
        row("exit code", ReportText.exitCode(report));
        EndingText.facts(report).forEach(fact -> row(fact.label(), fact.text()));
        line("");
        report.steps().forEach(step -> step(step, 0));
        report.problems().forEach(this::problem);
        List<String> next = EndingText.nextSteps(report);
        if (!next.isEmpty()) {
            line("");
            line("### What to do next");
            line("");
            next.forEach(text -> line("- " + MarkdownText.escape(text)));
        }
    }

    private void row(String label, String text) {
        line("| " + label + " | " + MarkdownText.cell(text) + " |");
    }

    private void step(Item.Step step, int depth) {
        String indent = "  ".repeat(depth);
        String took = step.state() == Item.State.SKIPPED
                ? ""
                : step.took().map(t -> ", " + Elapsed.text(t)).orElse("");
        String mark = step.destructive() ? ", destructive" : "";
        String title = MarkdownText.escape((step.number() + " " + step.title()).strip());
        line(indent + "- **" + title + "**: " + StepWords.state(step.state()) + took + mark);
        for (StepWords.StepLine line : StepWords.of(step)) {
            line(indent
                    + "  - "
                    + switch (line.kind()) {
                        case WORDS -> MarkdownText.escape(line.text());
                        case COMMAND, QUOTE -> MarkdownText.code(line.text());
                    });
        }
        step.steps().forEach(inner -> step(inner, depth + 1));
    }

    private void problem(LocatedFailure problem) {
        List<String> output = EndingText.further(problem.failure()).stream()
                .map(SafeText::output)
                .toList();
        if (output.isEmpty()) {
            // Its summary stands in the table.
            return;
        }
        line("");
        String part = problem.part() == LocatedFailure.FailureRole.RECOVERED ? " (recovered)" : "";
        line("### " + MarkdownText.escape(problem.place() + ": " + EndingText.sentence(problem.failure()) + part));
        line("");
        List<String> excerpt = output.subList(Math.max(0, output.size() - EXCERPT), output.size());
        MarkdownText.block(excerpt).forEach(this::line);
    }

    private void line(String text) {
        out.append(SafeText.line(text)).append('\n');
    }
}
