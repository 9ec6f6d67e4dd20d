package dev.runbook.app.view;

import dev.runbook.machine.terminal.TerminalStreams;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.function.IntSupplier;

/** How runs and plans are shown at our streams. */
public final class ViewFactory {
    private ViewFactory() {}

    /**
     * How a run is shown here.
     *
     * @param environment ours: TERM and NO_COLOR count
     * @param noColor whether the operator asked for no colour
     * @param charset of standard output
     * @param columns how wide the terminal is
     */
    public static RunView.Screen screen(
            TerminalStreams streams,
            Map<String, String> environment,
            boolean noColor,
            Charset charset,
            IntSupplier columns) {
        Style look = look(streams, environment, noColor, charset);
        boolean dumb = isDumb(environment);
        return streams.output() && !dumb ? new RunView.Screen(true, look, columns) : RunView.Screen.plain(look);
    }

    /** Colours and marks that fit here. */
    public static Style look(
            TerminalStreams streams, Map<String, String> environment, boolean noColor, Charset charset) {
        boolean colour = streams.output()
                && !isDumb(environment)
                && !noColor
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Style(colour, charset.newEncoder().canEncode("✓✗■…"));
    }

    private static boolean isDumb(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        return term.isEmpty() || term.equals("dumb");
    }
}
