package dev.runbook.app.view;

import dev.runbook.app.view.Style.Tone;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.report.Elapsed;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.RunReport;
import java.util.List;

/** The first lines of a run: what runs, where, with what, and where it is written down. */
record RunHeader(LineBuffer page, ViewSettings setting) {
    private static final int LONGEST = 400;

    void show(Entry.Began began) {
        boolean rehearsal = began.dialect() == Entry.Dialect.REHEARSAL;
        page.say(0, Tone.TITLE, (rehearsal ? "Rehearsal of " : "") + began.title());
        if (!setting.notice().isEmpty()) {
            page.say(2, Tone.CARE, setting.notice());
        }
        fact("run", began.run());
        fact("cluster", began.target());
        fact(
                "inputs",
                String.join(
                        ", ",
                        began.inputs().entrySet().stream()
                                .filter(e -> !empty(e.getValue()))
                                .map(e -> e.getKey() + "=" + text(e.getValue()))
                                .toList()));
        fact("journal", setting.journal());
    }

    /** A run that is carried on, with the report of what it has done so far. */
    void show(Entry.Resumed resumed, RunReport report) {
        page.say(0, Tone.TITLE, "Carrying on: " + report.title());
        if (!setting.notice().isEmpty()) {
            page.say(2, Tone.CARE, setting.notice());
        }
        fact("run", report.began().map(Entry.Began::run).orElse(""));
        fact("cluster", resumed.target());
        fact("done", done(report));
        resumed.edits().forEach(edit -> fact("edited", edit));
        fact("journal", setting.journal());
    }

    /** An input that was left out says nothing about the run. */
    private static boolean empty(Value input) {
        return input instanceof Value.Nil || input.equals(new Value.Text(""));
    }

    private static String done(RunReport report) {
        List<String> titles = report.steps().stream()
                .filter(step -> step.state() == Item.State.DONE || step.state() == Item.State.RECOVERED)
                .map(step -> step.number() + " " + step.title())
                .toList();
        return titles.isEmpty() ? "no step so far" : String.join(", ", titles);
    }

    private void fact(String label, String text) {
        if (!text.isEmpty()) {
            page.say(2, (label + "         ").substring(0, 9), Tone.QUIET, Tone.PLAIN, text);
        }
    }

    /** A value in a few words. */
    static String text(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text.isEmpty() ? "\"\"" : shortened(text);
            case Value.Int(long number) -> String.valueOf(number);
            case Value.Bool(boolean holds) -> String.valueOf(holds);
            case Value.Nil nil -> "nil";
            case Value.Duration length -> Elapsed.whole(length.duration());
            case Value.Version version -> version.version().text();
            case Value.List items ->
                "["
                        + String.join(
                                ", ",
                                items.items().stream().map(RunHeader::text).toList()) + "]";
            case Value.Map entries -> entries.entries().isEmpty() ? "{}" : "{…}";
            case Value.Pattern pattern -> "/" + pattern.regex().pattern() + "/";
            case Value.Secret secret -> "[secret]";
            case Value.Entity entity -> entity.type();
            case Resources resources -> resources.label();
            case Value.Unknown unknown -> unknown.label();
        };
    }

    /** A file's content as a value would push everything else off the screen; the journal has all of it. */
    private static String shortened(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "… (" + text.length() + " characters)";
    }
}
