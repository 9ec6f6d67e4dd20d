package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.view.ForesightRow.RowMark;
import dev.runbook.app.view.Style.Tone;
import dev.runbook.run.report.TextWidth;
import dev.runbook.text.SafeText;
import java.util.List;

/** Draws what will happen on one screen: what a run will do, what fails, and which way back it takes. */
public final class ForesightText {
    private static final int WIDTH = 80;
    private static final int NUMBER = 8;

    private final Foresight foresight;
    private final ForesightRows rows;
    private final ForesightWords words;
    private final LineBuffer page;

    private ForesightText(Foresight foresight, Style look) {
        this.foresight = foresight;
        this.rows = ForesightRows.of(foresight);
        this.words = new ForesightWords(foresight, rows);
        this.page = new LineBuffer(look, WIDTH);
    }

    public static List<String> of(Foresight foresight, Style look) {
        ForesightText text = new ForesightText(foresight, look);
        text.head();
        text.rows.rows().forEach(text::row);
        text.foot();
        return text.page.lines();
    }

    private void head() {
        say(0, Tone.TITLE, words.title());
        say(2, Tone.QUIET, "cluster " + foresight.target());
        page.blank();
        say(
                2,
                switch (foresight.outcome()) {
                    case SUCCEEDS -> Tone.GOOD;
                    case RECOVERS, UNKNOWN -> Tone.CARE;
                    case FAILS -> Tone.LOUD;
                },
                words.verdict());
        words.losses().forEach(loss -> page.say(2, "LOST", Tone.LOUD, Tone.LOUD, folded(8, loss)));
        page.blank();
    }

    private void foot() {
        page.blank();
        words.facts()
                .forEach(fact -> say(2, fact.label().startsWith("You") ? Tone.PLAIN : Tone.QUIET, fact.sentence()));
        say(
                2,
                Tone.QUIET,
                (foresight.isBlank()
                                ? "--detail shows every command and branch, and what can be read; --offline only the text"
                                : "--detail shows every command and branch")
                        + words.telling()
                                .map(step -> "; --why " + step + " how this is known")
                                .orElse("")
                        + ".");
    }

    private void say(int indent, Tone tone, String text) {
        page.say(indent, tone, folded(indent, text));
    }

    private String folded(int indent, String text) {
        return String.join("\n", TextWidth.fold(shown(text), WIDTH - indent));
    }

    private void row(ForesightRow row) {
        String gutter = " ".repeat(Math.max(0, NUMBER - TextWidth.width(row.number()))) + row.number() + "  "
                + "  ".repeat(row.depth());
        String verb = row.verb();
        int wide = Math.max(ForesightRows.VERB, TextWidth.width(verb) + 1);
        String lead = verb.isEmpty() ? "" : verb + " ".repeat(wide - TextWidth.width(verb));
        int left = TextWidth.width(gutter) + 2 + TextWidth.width(lead);
        String first = gutter + look().paint(row.tone(), row.mark().in(look())) + " " + lead;
        for (String line : lines(row, WIDTH - left)) {
            // What has no mark has its colour itself.
            Tone tone = row.mark() == RowMark.NONE ? row.tone() : Tone.PLAIN;
            page.raw((first + look().paint(tone, line)).stripTrailing());
            first = " ".repeat(left);
        }
    }

    /** Work by hand is told at length when it is time for it. */
    private List<String> lines(ForesightRow row, int width) {
        List<String> lines = TextWidth.fold(shown(row.text()), width);
        if (!row.verb().equals(ForesightRow.BY_HAND) || lines.size() == 1) {
            return lines;
        }
        return List.of(TextWidth.fold(shown(row.text()), width - 2).getFirst() + " " + look().ellipsis());
    }

    /** What others have named cannot steer the terminal, and what it cannot show is written otherwise. */
    private String shown(String text) {
        String safe = SafeText.line(text);
        return look().unicode() ? safe : safe.replace("→", look().arrow()).replace("…", look().ellipsis());
    }

    private Style look() {
        return page.look();
    }
}
