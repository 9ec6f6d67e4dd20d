package dev.runbook.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Puts {@code [secret NAME]} in the place of what is secret in a run. All text passes through here once, before it is
 * journalled, kept or shown.
 */
public final class Masking {
    /** A run without secrets. */
    public static final Masking NONE = new Masking(List.of());

    /** Shorter texts stand everywhere by chance: hiding them would hide everything and protect nothing. */
    private static final int SHORTEST = 4;

    private final List<Hidden> hidden;

    private record Hidden(String content, String instead) {}

    private Masking(List<Hidden> hidden) {
        this.hidden = hidden;
    }

    /** Hides the contents of secrets, by name; of those with several lines, each long line as well. */
    public static Masking of(Map<String, String> secrets) {
        List<Hidden> hidden = new ArrayList<>();
        secrets.forEach((name, content) -> {
            String instead = "[secret " + name + "]";
            hidden.add(new Hidden(content, instead));
            hidden.add(new Hidden(content.strip(), instead));
            content.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= 8)
                    .forEach(line -> hidden.add(new Hidden(line, instead)));
        });
        // The longest goes first: a secret that contains another must not be left with half of it showing.
        return new Masking(hidden.stream()
                .filter(h -> h.content().length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt((Hidden h) -> h.content().length())
                        .reversed())
                .toList());
    }

    public String text(String text) {
        String masked = text;
        for (Hidden h : hidden) {
            masked = masked.replace(h.content(), h.instead());
        }
        return masked;
    }

    /** Whether there is nothing to hide. */
    public boolean isIdle() {
        return hidden.isEmpty();
    }

    /** A journal that masks every fact and hands it on. */
    public Journal before(Journal next) {
        return isIdle() ? next : new MaskedJournal(this, next);
    }
}
