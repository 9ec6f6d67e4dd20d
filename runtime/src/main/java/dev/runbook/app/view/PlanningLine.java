package dev.runbook.app.view;

import dev.runbook.app.view.Style.Tone;
import dev.runbook.port.Clock;
import dev.runbook.text.SafeText;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;

/** Says at a terminal what is asked while a plan is made, in one line that is gone when there is something to show. */
public final class PlanningLine implements AutoCloseable {
    /** Whoever gets an answer sooner needs no word in between. */
    private static final Duration SOON = Duration.ofMillis(500);

    private final Writer out;
    private final RunView.Screen screen;
    private final Clock clock;
    private final Duration began;
    private final LiveArea area = new LiveArea();
    private String what = "";
    private boolean over;

    /** @param screen where nothing can be drawn again, nothing is said */
    public PlanningLine(Writer out, RunView.Screen screen, Clock clock) {
        this.out = out;
        this.screen = screen;
        this.clock = clock;
        this.began = clock.elapsed();
    }

    /** Something else is asked now. Can be called from any thread, as the others. */
    public synchronized void asks(String now) {
        what = now;
        tick();
    }

    /** Is called about once a second, so that it is seen to go on. */
    public synchronized void tick() {
        Duration passed = clock.elapsed().minus(began);
        if (screen.live() && !over && passed.compareTo(SOON) >= 0) {
            String text = "planning, " + passed.toSeconds() + " s" + (what.isEmpty() ? "" : ": " + SafeText.line(what));
            show(List.of(LiveArea.row(
                    0, text, screen.look(), Tone.QUIET, screen.columns().getAsInt())));
        }
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        over = true;
        show(List.of());
    }

    private void show(List<LiveArea.ScreenLine> rows) {
        String text = area.update(List.of(), rows, screen.columns().getAsInt());
        try {
            if (!text.isEmpty()) {
                out.write(text);
                out.flush();
            }
        } catch (IOException readerGone) {
            // The plan is made all the same.
            return;
        }
    }
}
