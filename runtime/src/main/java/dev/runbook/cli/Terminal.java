package dev.runbook.cli;

import dev.runbook.view.Look;
import dev.runbook.view.RunView;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The standard streams and what is known about them. */
final class Terminal {
    private final Map<String, String> environment = System.getenv();
    private final @Nullable Console console = System.console();
    private final boolean interactive = console != null && console.isTerminal();
    private final Charset charset = console == null ? StandardCharsets.UTF_8 : console.charset();
    private final PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, charset), false);
    private final PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, charset), true);

    Map<String, String> environment() {
        return environment;
    }

    boolean interactive() {
        return interactive;
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    BufferedReader in() {
        return new BufferedReader(new InputStreamReader(System.in, charset));
    }

    String user() {
        return System.getProperty("user.name", "somebody");
    }

    Look look(boolean noColor) {
        boolean colour = interactive
                && !noColor
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Look(colour, StandardCharsets.UTF_8.equals(charset));
    }

    RunView.Screen screen(boolean noColor) {
        Look look = look(noColor);
        boolean live = interactive && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return live ? new RunView.Screen(true, look, this::columns) : RunView.Screen.plain(look);
    }

    private int columns() {
        try {
            return Math.max(40, Integer.parseInt(environment.getOrDefault("COLUMNS", "80")));
        } catch (NumberFormatException e) {
            return 80;
        }
    }
}
