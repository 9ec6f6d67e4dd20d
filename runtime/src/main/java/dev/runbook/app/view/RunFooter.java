package dev.runbook.app.view;

import dev.runbook.app.view.Style.Tone;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.report.EndingText;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.RunReport;
import java.util.List;
import java.util.Optional;

/** The last lines of a run: what came of it, the first failure first, and what to do next. */
public record RunFooter(LineBuffer page, ViewSettings setting) {
    /** @param unfinished whether it wants to be carried on */
    void show(RunReport report, boolean unfinished) {
        page.blank();
        Optional<Entry.RunEnd> end = report.ended().map(Entry.Ended::end);
        Style look = page.look();
        if (end.isPresent()) {
            switch (end.get()) {
                case DONE -> headline(look.done(), Tone.GOOD, report);
                case RECOVERED -> headline(look.done(), Tone.CARE, report);
                case FAILED -> headline(look.failed(), Tone.LOUD, report);
                case DECLINED, INTERRUPTED -> headline(look.stopped(), Tone.CARE, report);
            }
        }
        EndingText.factsBelow(report).forEach(fact -> fact(fact.label(), fact.text()));
        List<String> next = EndingText.nextSteps(report);
        for (int i = 0; i < next.size(); i++) {
            fact(i == 0 ? "next" : "", next.get(i));
        }
        if (unfinished) {
            fact("go on", setting.resumeCommand());
        }
        skipped(report);
        fact("journal", setting.journal());
        fact("report", setting.reportCommand());
        if (!setting.notice().isEmpty()) {
            page.say(2, Tone.CARE, setting.notice());
        }
        setting.limits().forEach(limit -> page.say(4, "-", Tone.CARE, Tone.PLAIN, limit));
    }

    /** The transcript has no line for them; with them, nobody wonders at a number that is missing. */
    private void skipped(RunReport report) {
        List<String> numbers = report.allSteps()
                .filter(step -> step.state() == Item.State.SKIPPED)
                .map(Item.Step::number)
                .filter(number -> !number.isEmpty())
                .distinct()
                .toList();
        if (!numbers.isEmpty()) {
            fact("skipped", (numbers.size() == 1 ? "step " : "steps ") + String.join(", ", numbers));
        }
    }

    private void headline(String mark, Tone tone, RunReport report) {
        page.say(0, mark, tone, tone == Tone.GOOD ? Tone.TITLE : tone, EndingText.headline(report));
    }

    private void fact(String label, String text) {
        if (!text.isEmpty()) {
            page.say(2, (label + "         ").substring(0, 9), Tone.QUIET, Tone.PLAIN, text);
        }
    }
}
