package dev.runbook.app.view;

import dev.runbook.port.Observer.Pending;
import dev.runbook.run.report.Elapsed;
import dev.runbook.run.report.TextWidth;
import dev.runbook.text.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The progress of a wait at one moment.
 *
 * @param condition the text of what is waited for
 * @param trouble what is wrong with the connection
 */
record WaitLines(String condition, List<Pending> pending, Duration passed, Duration limit, Optional<String> trouble) {
    /** More than that push everything else off the screen. */
    private static final int MOST = 10;

    private static final int FEW = 3;

    private static final int LONGEST_REASON = 4;

    private static final Pattern AGES =
            Pattern.compile("\\b(?:\\d+(?:\\.\\d+)?(?:ms|[hms]))+\\b|, restarted \\d+ times");

    /** {@code 12s of 15m, waiting for:}, when lines with details follow. */
    String headline() {
        return clock() + (pending.isEmpty() ? ", waiting until " + SafeText.line(condition) : ", waiting for:");
    }

    private String clock() {
        return Elapsed.whole(passed) + " of " + Elapsed.whole(limit);
    }

    /**
     * A line for each thing that is not there yet, in columns; a reason that does not fit beside it stands below it.
     *
     * @param columns how wide a line may be
     * @param live whether they must fit on a screen: then a reason among many has one line, and is cut off when it is drawn
     */
    List<String> details(Style look, int columns, boolean live) {
        List<String> lines = new ArrayList<>();
        trouble.ifPresent(text -> lines.add("! " + SafeText.line(text)));
        int names = widest(pending.stream().map(p -> p.resource().shortName()).toList());
        int states = widest(pending.stream().map(Pending::state).toList());
        for (Pending p : pending.subList(0, Math.min(MOST, pending.size()))) {
            String left = SafeText.line(pad(p.resource().shortName(), names) + "  " + pad(p.state(), states));
            String reason = SafeText.line(p.detail());
            if (TextWidth.width(left) + 2 + TextWidth.width(reason) <= columns) {
                lines.add((left + "  " + reason).stripTrailing());
                continue;
            }
            lines.add(left.stripTrailing());
            if (live && pending.size() > FEW) {
                lines.add("  " + reason);
            } else {
                TextWidth.wrap(reason, columns - 2).stream()
                        .limit(LONGEST_REASON)
                        .forEach(line -> lines.add("  " + line));
            }
        }
        if (pending.size() > MOST) {
            lines.add(look.ellipsis() + " and " + (pending.size() - MOST) + " more");
        }
        return lines;
    }

    /**
     * One line for log files, when nothing has changed.
     *
     * @param told the trouble that has been told
     */
    String still(Optional<String> told) {
        return clock() + ", still waiting" + (pending.isEmpty() ? "" : " for " + names())
                + trouble.filter(text -> !told.equals(trouble))
                        .map(text -> "; " + SafeText.line(text))
                        .orElse("");
    }

    /** The names of what is not there yet. */
    String names() {
        List<String> names = pending.stream()
                .limit(MOST)
                .map(p -> SafeText.line(p.resource().shortName()))
                .toList();
        return String.join(", ", names) + (pending.size() > MOST ? " and " + (pending.size() - MOST) + " more" : "");
    }

    /** What has to differ for a wait to be worth another line: everything but ages and restarts, which always do. */
    String gist() {
        StringBuilder gist = new StringBuilder();
        for (Pending p : pending) {
            gist.append(p.resource())
                    .append(p.state())
                    .append('\n')
                    .append(p.detail())
                    .append('\n');
        }
        return AGES.matcher(gist).replaceAll("") + trouble.isPresent();
    }

    private static int widest(List<String> texts) {
        // One endless name must not push every state off the line.
        return Math.min(
                40, texts.stream().limit(MOST).mapToInt(TextWidth::width).max().orElse(0));
    }

    private static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - TextWidth.width(text)));
    }
}
