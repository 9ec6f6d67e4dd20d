package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.StepEvidence;
import dev.runbook.app.foresee.StepEvidence.TaskEvidence;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.XmlText;
import dev.runbook.text.SafeText;
import dev.runbook.text.UtcTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What will happen, as one page that folds and needs nothing else: no script, no picture, no request to anybody. */
final class ForesightHtml {
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: #8886; --quiet: #68717c; --good: #1a7f37; --bad: #c1121f; --care: #8a5a00; }
            @media (prefers-color-scheme: dark) {
              :root { --quiet: #9aa4af; --good: #4ac26b; --bad: #ff7b72; --care: #e3b341; }
            }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
            h1 { font-size: 1.35rem; margin: 0 0 .25rem; }
            h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
            .verdict { font-weight: 600; border-left: 4px solid; padding: .25rem .75rem; margin: 1rem 0; }
            .succeeds, .holds, .new { color: var(--good); }
            .recovers, .unknown, .changed, .then, .asked { color: var(--care); }
            .fails, .removed { color: var(--bad); }
            .quiet, .waits, .none, .hook, dt { color: var(--quiet); }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; }
            dd { margin: 0; }
            .step { border-top: 1px solid var(--line); padding: .3rem 0; }
            summary { cursor: pointer; }
            .row { display: grid; grid-template-columns: minmax(5rem, max-content) 1.4rem 1fr; }
            .step > summary .text::after { content: " ▾"; color: var(--quiet); }
            .step:not([open]) > summary .text::after { content: " ▸"; }
            .number { white-space: nowrap; text-align: right; padding-right: .8rem; color: var(--quiet); font-variant-numeric: tabular-nums; }
            .verb { font-weight: 600; }
            .text { unicode-bidi: isolate; }
            .how { margin: .3rem 0 .5rem 6.4rem; font-size: .9rem; }
            .how > summary { color: var(--quiet); }
            code, td, pre { font: .85rem/1.45 ui-monospace, monospace; }
            table { border-collapse: collapse; width: 100%; }
            td { vertical-align: top; padding: .1rem .6rem .1rem 0; border-top: 1px solid var(--line); }
            pre { white-space: pre-wrap; }
            @media (max-width: 34rem) { .row { grid-template-columns: minmax(4.2rem, max-content) 1.2rem 1fr; } .how { margin-left: .5rem; } dl { grid-template-columns: 1fr; } dd { margin-bottom: .3rem; } }
            """;

    private final List<String> lines = new ArrayList<>();
    private final Foresight foresight;
    private final ForesightRows rows;
    private final ForesightWords words;

    private ForesightHtml(Foresight foresight) {
        this.foresight = foresight;
        this.rows = ForesightRows.of(foresight);
        this.words = new ForesightWords(foresight, rows);
    }

    static List<String> of(Foresight foresight) {
        ForesightHtml page = new ForesightHtml(foresight);
        page.begin(page.words.title());
        page.head();
        page.steps();
        page.assumed();
        page.end();
        return page.lines;
    }

    /** Something that is drawn already. */
    static List<String> quoting(String title, List<String> drawn) {
        List<String> lines = new ArrayList<>();
        begin(lines, title);
        lines.add("<pre>"
                + String.join("\n", drawn.stream().map(ForesightHtml::escape).toList()) + "</pre>");
        lines.add("</body></html>");
        return lines;
    }

    /** A page that was drawn before, and what is to be known of it now. */
    static List<String> kept(List<String> drawn, Map<String, String> facts) {
        List<String> lines = new ArrayList<>(drawn.subList(0, drawn.size() - 1));
        lines.add("<h2>Saved plan</h2><dl>");
        facts.forEach(
                (name, fact) -> lines.add("<dt>" + escape(name) + "</dt><dd class=\"text\">" + escape(fact) + "</dd>"));
        lines.add("</dl>");
        lines.add(drawn.getLast());
        return lines;
    }

    private void begin(String title) {
        begin(lines, title);
    }

    private static void begin(List<String> lines, String title) {
        lines.add("<!doctype html>");
        lines.add("<html lang=\"en\"><head><meta charset=\"utf-8\">");
        lines.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        lines.add(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        lines.add("<title>" + escape(title) + "</title>");
        lines.add("<style>");
        lines.addAll(STYLE.lines().toList());
        lines.add("</style></head><body>");
        lines.add("<h1>" + escape(title) + "</h1>");
    }

    private void end() {
        lines.add("</body></html>");
    }

    private void head() {
        String kind = foresight.outcome().name().toLowerCase(Locale.ROOT);
        lines.add("<p class=\"verdict " + kind + "\">" + escape(words.outcome() + words.reason()) + "</p>");
        lines.add("<dl>");
        field("cluster", foresight.target());
        foresight.report().began().ifPresent(began -> field("runbook", began.runbook()));
        field("planned", UtcTime.words(foresight.report().from()));
        words.costs().forEach(cost -> field("cost", cost));
        words.losses().forEach(loss -> field("lost for good", loss));
        words.facts().forEach(fact -> field(fact.label(), fact.text()));
        lines.add("</dl>");
    }

    private void field(String label, String text) {
        lines.add("<dt>" + escape(label) + "</dt><dd class=\"text" + (label.startsWith("lost") ? " fails" : "") + "\">"
                + escape(text) + "</dd>");
    }

    private void steps() {
        if (rows.rows().isEmpty()) {
            return;
        }
        lines.add("<h2>Steps</h2>");
        List<ForesightRow> all = rows.rows();
        for (int from = 0; from < all.size(); ) {
            int to = from + 1;
            while (to < all.size()
                    && (all.get(to).number().isEmpty() || all.get(to).depth() > 0)) {
                to++;
            }
            step(all.subList(from, to));
            from = to;
        }
    }

    /** A step at the top with all that happens in it: it folds where there is more than one line. */
    private void step(List<ForesightRow> own) {
        List<String> evidence = evidence(own.getFirst());
        if (own.size() == 1 && evidence.isEmpty()) {
            lines.add("<div class=\"step\"><div class=\"row\">" + cells(own.getFirst()) + "</div></div>");
            return;
        }
        lines.add("<details class=\"step\"" + (own.size() > 1 ? " open" : "") + "><summary class=\"row\">"
                + cells(own.getFirst()) + "</summary>");
        own.stream().skip(1).forEach(row -> lines.add("<div class=\"row\">" + cells(row) + "</div>"));
        lines.addAll(evidence);
        lines.add("</details>");
    }

    private static String cells(ForesightRow row) {
        String kind = row.mark().name().toLowerCase(Locale.ROOT);
        String verb = row.verb().isEmpty() ? "" : "<span class=\"verb\">" + escape(row.verb()) + "</span> ";
        return "<span class=\"number\">" + escape(row.number()) + "</span><span class=\"" + kind + "\">"
                + escape(row.mark().in(Style.PLAIN).strip()) + "</span><span class=\"text\" style=\"padding-left:"
                + row.depth() + "em\">" + verb + escape(row.text()) + "</span>";
    }

    private List<String> evidence(ForesightRow first) {
        List<String> how = new ArrayList<>();
        foresight.report().steps().stream()
                .filter(step -> step.number().equals(first.step()) && step.state() != Item.State.SKIPPED)
                .flatMap(step -> StepEvidence.of(foresight, step).stream())
                .filter(step ->
                        step.tasks().stream().anyMatch(task -> !task.answers().isEmpty()))
                .forEach(step -> {
                    how.add("<p><b>" + escape(step.number() + " " + step.title()) + "</b></p>");
                    step.tasks().stream()
                            .filter(task -> !task.answers().isEmpty())
                            .forEach(task -> how.addAll(table(task)));
                });
        if (!how.isEmpty()) {
            how.addFirst("<details class=\"how\"><summary>how this is known</summary>");
            how.add("</details>");
        }
        return how;
    }

    private static List<String> table(TaskEvidence task) {
        List<String> table = new ArrayList<>();
        table.add("<p><code>" + escape(task.what()) + "</code></p>");
        table.add("<table>");
        task.answers()
                .forEach(answer -> table.add("<tr class=\"" + (answer.code() >= 400 ? "fails" : "") + "\"><td>"
                        + answer.code() + "</td><td>" + escape(answer.source()) + "</td><td>"
                        + escape(answer.request())
                        + (answer.said().isEmpty() ? "" : "<br>" + escape(answer.said())) + "</td></tr>"));
        table.add("</table>");
        WhyText.counts(task).ifPresent(counts -> table.add("<p class=\"quiet\">" + escape(counts) + "</p>"));
        return table;
    }

    private void assumed() {
        if (foresight.assumptions().isEmpty()) {
            return;
        }
        lines.add("<details><summary><h2 style=\"display:inline\">Taken for granted</h2></summary><dl>");
        foresight.assumptions().forEach(one -> field(one.step(), one.what()));
        lines.add("</dl></details>");
    }

    /** What others have named is text on one line, and nothing else. */
    private static String escape(String text) {
        return XmlText.escape(SafeText.line(text)).replace("'", "&#39;");
    }
}
