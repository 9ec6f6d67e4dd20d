package dev.runbook.machine.terminal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many columns the terminal has, as {@code stty size} says. Asking takes some milliseconds, so it is asked aside and
 * again only when the terminal was resized; until the first answer it counts as 80 columns wide.
 */
public final class TerminalWidth implements IntSupplier {
    private static final int USUAL = 80;
    private static final Pattern SIZE = Pattern.compile("\\d{1,5} (\\d{1,5})");

    private volatile int columns = USUAL;

    /** Asks anew; the answer counts as soon as it is there. */
    public void refresh() {
        Thread.ofVirtual().start(() -> columns = ask());
    }

    @Override
    public int getAsInt() {
        return columns;
    }

    private int ask() {
        try {
            ProcessBuilder builder = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            // It needs none of it, and there may be secrets in it.
            builder.environment().clear();
            Process stty = builder.start();
            try (InputStream out = stty.getInputStream()) {
                return parse(new String(out.readAllBytes(), StandardCharsets.US_ASCII), columns);
            }
        } catch (IOException noTerminal) {
            return columns;
        }
    }

    /** What stty printed; some terminals say 0 when they do not know. */
    public static int parse(String size, int otherwise) {
        Matcher m = SIZE.matcher(size.strip());
        int columns = m.matches() ? Integer.parseInt(m.group(1)) : 0;
        return columns > 0 ? columns : otherwise;
    }
}
