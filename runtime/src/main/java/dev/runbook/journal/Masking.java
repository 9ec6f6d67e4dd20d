package dev.runbook.journal;

import dev.runbook.value.Resources;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Puts {@code [secret NAME]} in the place of what is secret in a run, however it is broken into lines or encoded. All text
 * passes through here once, before it is journalled, kept or shown. Secrets that are read during the run are added when
 * they are read. Can be used by several threads.
 */
public final class Masking {
    private static final String BEGINNING = "[secret ";

    private volatile List<Hidden> hidden = List.of();

    private record Hidden(String content, String instead) {}

    /** A part of a text that is to be hidden. */
    private record Part(int from, int to, String instead) {}

    /** Hides nothing so far. */
    public static Masking none() {
        return new Masking();
    }

    /** Hides the contents of secrets, by name. */
    public static Masking of(Map<String, String> secrets) {
        Masking masking = new Masking();
        secrets.forEach(masking::hide);
        return masking;
    }

    /** Hides a secret from now on, in every form in which it can be known again. */
    public synchronized void hide(String name, String content) {
        String instead = BEGINNING + name + "]";
        List<Hidden> all = new ArrayList<>(hidden);
        SecretForms.of(content).stream().map(form -> new Hidden(form, instead)).forEach(all::add);
        // The longest goes first: a secret that contains another gives the whole its name.
        hidden = all.stream()
                .distinct()
                .sorted(Comparator.comparingInt((Hidden h) -> h.content().length())
                        .reversed())
                .toList();
    }

    /** The text without what is secret in it. A secret that goes over several lines is hidden in each. */
    public String text(String text) {
        List<Hidden> now = hidden;
        if (now.isEmpty() || text.isEmpty()) {
            return text;
        }
        List<Part> parts = new ArrayList<>();
        for (TextView view : views(text)) {
            find(now, view, parts);
        }
        return parts.isEmpty() ? text : replaced(text, merged(parts));
    }

    /** The text in each way in which it can be read. */
    private static List<TextView> views(String text) {
        TextView plain = TextView.of(text);
        List<TextView> views = new ArrayList<>(List.of(plain));
        if (plain.has('\\')) {
            TextView once = plain.withoutBackslashes();
            views.add(once);
            if (once.has('\\')) {
                views.add(once.withoutBackslashes());
            }
        }
        if (plain.has('%')) {
            views.add(plain.withoutPercents());
        }
        if (plain.has('\'')) {
            views.add(plain.withoutDoubledQuotes());
        }
        return views;
    }

    private static void find(List<Hidden> hidden, TextView view, List<Part> parts) {
        String text = view.text();
        for (Hidden h : hidden) {
            int length = h.content().length();
            for (int at = text.indexOf(h.content()); at >= 0; at = text.indexOf(h.content(), at + length)) {
                parts.add(new Part(view.start(at), view.end(at + length - 1), h.instead()));
            }
        }
    }

    /** Parts that overlap become one, with the name of the longest. */
    private static List<Part> merged(List<Part> parts) {
        List<Part> merged = new ArrayList<>();
        for (Part part :
                parts.stream().sorted(Comparator.comparingInt(Part::from)).toList()) {
            Part last = merged.isEmpty() ? part : merged.getLast();
            if (merged.isEmpty() || part.from() >= last.to()) {
                merged.add(part);
                continue;
            }
            String instead = last.to() - last.from() >= part.to() - part.from() ? last.instead() : part.instead();
            merged.set(merged.size() - 1, new Part(last.from(), Math.max(last.to(), part.to()), instead));
        }
        return merged;
    }

    private static String replaced(String text, List<Part> parts) {
        StringBuilder masked = new StringBuilder(text.length());
        int done = 0;
        for (Part part : parts) {
            masked.append(text, done, part.from()).append(part.instead());
            for (int i = part.from(); i < part.to(); i++) {
                if (text.charAt(i) == '\n') {
                    masked.append('\n').append(part.instead());
                }
            }
            done = part.to();
        }
        return masked.append(text, done, text.length()).toString();
    }

    /**
     * Where something begins, at the end of a text, that may turn out to be secret when more text comes.
     *
     * @return the place in the text; its length when nothing does
     */
    int dangling(String text) {
        int from = text.length();
        if (hidden.isEmpty()) {
            return from;
        }
        for (TextView view : views(text)) {
            String read = view.text();
            for (Hidden h : hidden) {
                int longest = Math.min(h.content().length() - 1, read.length());
                for (int length = longest; length > 0; length--) {
                    if (read.regionMatches(read.length() - length, h.content(), 0, length)) {
                        from = Math.min(from, view.start(read.length() - length));
                        break;
                    }
                }
            }
        }
        return from;
    }

    /** Whether a value that a journal holds is not the whole value, because it is secret or has something secret in it. */
    public static boolean isMasked(Value value) {
        return switch (value) {
            case Value.Secret _ -> true;
            case Value.Text(String text) -> text.contains(BEGINNING);
            case Value.Items(List<Value> items) -> items.stream().anyMatch(Masking::isMasked);
            case Value.Entries(Map<String, Value> entries) ->
                entries.values().stream().anyMatch(Masking::isMasked);
            case Value.Entity(String _, Map<String, Value> fields) ->
                fields.values().stream().anyMatch(Masking::isMasked);
            case Value.Whole _,
                    Value.Truth _,
                    Value.Nil _,
                    Value.Length _,
                    Value.Version _,
                    Value.Pattern _,
                    Resources _,
                    Value.Unknown _ -> false;
        };
    }

    /** A journal that masks every fact and hands it on. */
    public Journal before(Journal next) {
        return new MaskedJournal(this, next);
    }

    /** Whether there is nothing to hide so far. */
    boolean isIdle() {
        return hidden.isEmpty();
    }
}
