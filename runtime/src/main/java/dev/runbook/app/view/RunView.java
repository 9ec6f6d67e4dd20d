package dev.runbook.app.view;

import dev.runbook.app.view.LiveArea.ScreenLine;
import dev.runbook.app.view.Style.Tone;
import dev.runbook.port.Clock;
import dev.runbook.port.Observer;
import dev.runbook.port.Processes;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.report.Elapsed;
import dev.runbook.run.report.TextWidth;
import dev.runbook.text.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Shows a run while it goes on: facts as lines that stay, waits and running commands as lines that are drawn again in
 * place on a terminal, or as a line now and then elsewhere. Can be called from any thread.
 */
public final class RunView implements LiveView {
    /** How often a log is told that nothing has changed. */
    private static final Duration STILL = Duration.ofSeconds(60);

    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Writer out;
    private final Screen screen;
    private final Clock clock;
    private final boolean rehearsal;
    private final Transcript transcript;
    private final LiveArea area = new LiveArea();
    private Duration taskBegan = Duration.ZERO;
    private Duration lastLine = Duration.ZERO;
    private boolean waiting;
    private String gist = "";
    private Optional<String> trouble = Optional.empty();
    private NotReadyState beside = new NotReadyState();

    /**
     * Where a run is shown.
     *
     * @param live whether lines can be drawn again in place
     * @param columns how wide it is; asked each time, for it may change
     */
    public record Screen(boolean live, Style look, IntSupplier columns) {
        /** A pipe or a log file. */
        public static Screen plain(Style look) {
            return new Screen(false, look, () -> 80);
        }
    }

    public RunView(Writer out, Screen screen, ViewSettings setting, Clock clock) {
        this.out = out;
        this.screen = screen;
        this.clock = clock;
        this.rehearsal = !setting.notice().isEmpty();
        this.transcript = new Transcript(screen.look(), setting);
    }

    @Override
    public synchronized void recall(Recorded recorded) {
        transcript.recall(recorded);
    }

    @Override
    public synchronized void append(Entry entry) {
        if (entry instanceof Entry.TaskIntended || entry instanceof Entry.TaskEnded) {
            waiting = false;
            gist = "";
            beside = new NotReadyState();
            taskBegan = clock.elapsed();
        }
        show(transcript.lines(entry, clock.now(), screen.columns().getAsInt()), List.of());
    }

    @Override
    public synchronized void output(String step, Processes.Stream stream, String line) {
        String indent = " ".repeat(transcript.inside() + 2);
        String safe = SafeText.output(line);
        // A terminal would break it in the middle of a word; who reads a pipe gets it as it came, but of a rehearsal,
        // which is for people.
        boolean wrapped = screen.live() || rehearsal;
        List<String> parts =
                wrapped ? TextWidth.hanging(safe, screen.columns().getAsInt() - indent.length()) : List.of(safe);
        show(
                parts.stream()
                        .map(part -> (indent + screen.look().paint(Tone.QUIET, part)).stripTrailing())
                        .toList(),
                running());
    }

    @Override
    public synchronized void warning(String text) {
        LineBuffer page = new LineBuffer(screen.look(), screen.columns().getAsInt());
        page.say(transcript.inside(), Tone.CARE, "warning: " + text);
        show(page.lines(), List.of());
    }

    @Override
    public synchronized void waiting(
            String step,
            String condition,
            List<Observer.Pending> pending,
            Duration passed,
            Duration limit,
            Optional<String> trouble) {
        WaitLines wait = new WaitLines(condition, pending, passed, limit, trouble);
        if (screen.live()) {
            waiting = true;
            List<ScreenLine> rows = new ArrayList<>();
            rows.add(row(0, wait.headline(), Tone.CARE));
            wait.details(screen.look(), room(), true).forEach(line -> rows.add(row(2, line, Tone.PLAIN)));
            show(List.of(), rows);
        } else {
            tell(wait);
        }
    }

    @Override
    public synchronized void notReady(String step, List<Observer.Pending> pending, Optional<String> trouble) {
        if (!isRunning()) {
            return;
        }
        beside.take(pending, trouble, clock.elapsed());
        if (screen.live()) {
            show(List.of(), running());
        } else {
            tellBeside();
        }
    }

    private void tellBeside() {
        if (beside.isNews(clock.elapsed())) {
            LineBuffer page = new LineBuffer(screen.look(), screen.columns().getAsInt());
            page.say(transcript.inside(), Tone.PLAIN, "after " + ran() + " " + beside.what());
            page.copy(transcript.inside() + 2, Tone.PLAIN, beside.details(screen.look(), room(), false));
            show(page.lines(), List.of());
        }
    }

    private void tell(WaitLines wait) {
        boolean changed = !waiting || !wait.gist().equals(gist);
        if (!changed && clock.elapsed().minus(lastLine).compareTo(STILL) < 0) {
            return;
        }
        LineBuffer page = new LineBuffer(screen.look(), screen.columns().getAsInt());
        if (changed) {
            page.say(transcript.inside(), Tone.PLAIN, wait.headline());
            page.copy(transcript.inside() + 2, Tone.PLAIN, wait.details(screen.look(), room(), false));
        } else {
            page.say(transcript.inside(), Tone.PLAIN, wait.still(trouble));
        }
        waiting = true;
        gist = wait.gist();
        trouble = wait.trouble();
        show(page.lines(), List.of());
    }

    /** Is called about once a second, so that a command that says nothing is seen to be running. */
    @Override
    public synchronized void tick() {
        if (screen.live() && !waiting) {
            show(List.of(), running());
        } else if (!screen.live() && isRunning()) {
            tellBeside();
            tellStillRunning();
        }
    }

    private void tellStillRunning() {
        if (sinceLastLine().compareTo(STILL) >= 0) {
            String names = beside.names();
            LineBuffer page = new LineBuffer(screen.look(), screen.columns().getAsInt());
            page.say(
                    transcript.inside(),
                    Tone.PLAIN,
                    "still running, " + ran() + (names.isEmpty() ? "" : ", " + beside.what() + " " + names));
            show(page.lines(), List.of());
        }
    }

    /** What is left of a line for details, which never fill the last column. */
    private int room() {
        int columns = screen.columns().getAsInt();
        return (screen.live() ? columns - 1 : Math.min(columns, LineBuffer.WIDEST)) - transcript.inside() - 2;
    }

    private String ran() {
        return Elapsed.whole(clock.elapsed().minus(taskBegan));
    }

    private List<ScreenLine> running() {
        if (!screen.live() || !isRunning() || clock.elapsed().minus(taskBegan).compareTo(QUIET) < 0) {
            return List.of();
        }
        List<ScreenLine> rows = new ArrayList<>();
        rows.add(row(0, "running, " + ran() + (beside.isEmpty() ? "" : ", " + beside.what()), Tone.CARE));
        beside.details(screen.look(), room(), true).forEach(line -> rows.add(row(2, line, Tone.PLAIN)));
        return rows;
    }

    private boolean isRunning() {
        return transcript
                .task()
                .filter(task -> !task.activity().command().isEmpty())
                .isPresent();
    }

    private Duration sinceLastLine() {
        return clock.elapsed().minus(lastLine);
    }

    private ScreenLine row(int indent, String text, Tone tone) {
        return LiveArea.row(
                transcript.inside() + indent,
                text,
                screen.look(),
                tone,
                screen.columns().getAsInt());
    }

    private void show(List<String> lines, List<ScreenLine> rows) {
        if (!lines.isEmpty()) {
            lastLine = clock.elapsed();
        }
        String text = area.update(lines, rows, screen.columns().getAsInt());
        try {
            if (!text.isEmpty()) {
                out.write(text);
                out.flush();
            }
        } catch (IOException readerGone) {
            // Whoever watched has gone; the run goes on, and its journal has everything.
            return;
        }
    }
}
