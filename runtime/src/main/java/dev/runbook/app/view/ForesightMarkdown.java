package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.view.ForesightRow.RowMark;
import dev.runbook.run.report.MarkdownText;
import dev.runbook.text.UtcTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What will happen, as Markdown for a change ticket. */
final class ForesightMarkdown {
    private final List<String> lines = new ArrayList<>();
    private final Foresight foresight;
    private final ForesightRows rows;
    private final ForesightWords words;

    private ForesightMarkdown(Foresight foresight) {
        this.foresight = foresight;
        this.rows = ForesightRows.of(foresight);
        this.words = new ForesightWords(foresight, rows);
    }

    static List<String> of(Foresight foresight) {
        ForesightMarkdown page = new ForesightMarkdown(foresight);
        page.head();
        page.steps();
        page.assumed();
        return page.lines;
    }

    /** Something that is drawn already. */
    static List<String> quoting(String title, List<String> drawn) {
        List<String> lines = new ArrayList<>(List.of("## " + MarkdownText.escape(title), ""));
        lines.addAll(MarkdownText.block(drawn));
        return lines;
    }

    /** A page that was drawn before, and what is to be known of it now. */
    static List<String> kept(List<String> drawn, Map<String, String> facts) {
        List<String> lines = new ArrayList<>(drawn);
        lines.addAll(List.of("### Saved plan", "", "| | |", "| --- | --- |"));
        facts.forEach((name, fact) -> lines.add("| " + name + " | " + MarkdownText.cell(fact) + " |"));
        return lines;
    }

    private void head() {
        lines.add("## " + MarkdownText.escape(words.title()));
        lines.add("");
        lines.add("**" + MarkdownText.escape(words.outcome() + words.reason()) + "**");
        lines.add("");
        lines.add("| | |");
        lines.add("| --- | --- |");
        field("cluster", foresight.target());
        foresight.report().began().ifPresent(began -> field("runbook", began.runbook()));
        field("planned", UtcTime.words(foresight.report().from()));
        words.costs().forEach(cost -> field("cost", cost));
        words.losses().forEach(loss -> field("**lost for good**", loss));
        words.facts().forEach(fact -> field(fact.label(), fact.text()));
        lines.add("");
    }

    private void field(String label, String text) {
        lines.add("| " + label + " | " + MarkdownText.cell(text) + " |");
    }

    private void steps() {
        if (rows.rows().isEmpty()) {
            return;
        }
        lines.add("### Steps");
        lines.add("");
        for (ForesightRow row : rows.rows()) {
            String mark = row.mark() == RowMark.NONE ? "" : "`" + row.mark().in(Style.PLAIN) + "` ";
            String number = row.number().isEmpty() ? "" : "**" + row.number() + "** ";
            String verb = row.verb().isEmpty() ? "" : row.verb() + ": ";
            int depth = Math.min(row.depth() + (row.number().isEmpty() ? 1 : 0), row.depth() + 1);
            lines.add("  ".repeat(depth) + "- " + number + mark + MarkdownText.escape(verb + row.text()));
        }
        lines.add("");
    }

    private void assumed() {
        if (foresight.assumptions().isEmpty()) {
            return;
        }
        lines.add("### Taken for granted");
        lines.add("");
        foresight
                .assumptions()
                .forEach(one -> lines.add("- **" + one.step() + "** " + MarkdownText.escape(one.what())));
        lines.add("");
    }
}
