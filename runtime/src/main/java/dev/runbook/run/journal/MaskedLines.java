package dev.runbook.run.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Masks the lines of several streams as they come: what stands in one stream, and what a reader sees of all together. A
 * line whose end may be the beginning of a secret is held back until the next line, or the end, shows whether it is. Can
 * be used by several threads.
 *
 * @param <S> what tells the streams apart
 */
public final class MaskedLines<S> {
    /** A letter or two at the end of a line say nothing, and to wait for the next line because of them would hide progress. */
    private static final int TELLING = 3;

    private static final int MOST_HELD = 64 << 10;
    private static final int MOST_LINES = 256;

    private final Masking masking;
    private final BiConsumer<S, String> next;
    private final List<HeldLine<S>> held = new ArrayList<>();
    private int size;
    /** Of each stream, and of all together, the last letters that went out, when a secret may have begun with them. */
    private final Map<Optional<S>, String> before = new HashMap<>();

    public MaskedLines(Masking masking, BiConsumer<S, String> next) {
        this.masking = masking;
        this.next = next;
    }

    /** Of each stream, what has come of a line that has no end yet. */
    private final Map<S, String> begun = new HashMap<>();

    /** A line that has not gone out, with what is secret in it by its own stream, and by all together. */
    private record HeldLine<S>(S stream, String text, List<MaskedSpan> own, List<MaskedSpan> together) {
        List<MaskedSpan> parts(boolean alone) {
            return alone ? own : together;
        }
    }

    /** Takes what a stream has of a line whose end has not come yet: whoever reads all together sees it before the next line. */
    public synchronized void begun(S stream, String part) {
        if (!masking.isIdle()) {
            begun.put(stream, part);
        }
    }

    /** Takes a line, without its line feed. */
    public synchronized void line(S stream, String text) {
        begun.remove(stream);
        if (masking.isIdle() && held.isEmpty()) {
            next.accept(stream, text);
            return;
        }
        held.add(new HeldLine<>(stream, text, new ArrayList<>(), new ArrayList<>()));
        size += text.length() + 1;
        begun.values().forEach(part -> goesOn(part, held.getLast()));
        Map<Optional<S>, String> ends = new HashMap<>();
        int clear = held.size();
        for (Optional<S> view : views()) {
            clear = Math.min(clear, look(view, ends));
        }
        if (isOneStream()) {
            ends.put(Optional.empty(), ends.getOrDefault(Optional.of(stream), ""));
        }
        release(size > MOST_HELD || held.size() > MOST_LINES ? held.size() : clear, ends);
    }

    /** What has begun in a line of another stream, and goes on in this one. */
    private void goesOn(String part, HeldLine<S> line) {
        int start = part.length() + 1;
        for (MaskedSpan found :
                MaskedSpan.merged(masking.search(part + '\n' + line.text()).parts())) {
            if (found.from() < part.length() && found.to() > start) {
                line.together()
                        .add(new MaskedSpan(
                                0, Math.min(found.to() - start, line.text().length()), found.instead(), true));
                masking.hidePiece(
                        found.instead(),
                        TextView.of(part.substring(found.from())).text());
            }
        }
    }

    /** Gives what was held back; nothing more comes. */
    public synchronized void end() {
        release(held.size(), Map.of());
    }

    /** The streams that have something to look at, and last all together. */
    private Set<Optional<S>> views() {
        Set<Optional<S>> views = new LinkedHashSet<>();
        held.forEach(line -> views.add(Optional.of(line.stream())));
        if (!isOneStream()) {
            views.add(Optional.empty());
        }
        return views;
    }

    /** Whether a stream and all together are the same so far as it matters. */
    private boolean isOneStream() {
        return held.stream().map(HeldLine::stream).distinct().count() == 1
                && before.getOrDefault(Optional.<S>empty(), "")
                        .equals(before.getOrDefault(Optional.of(held.getFirst().stream()), ""));
    }

    /** Marks what is secret in the lines of a view, and gives how many of all lines need not wait for its next one. */
    private int look(Optional<S> view, Map<Optional<S>, String> ends) {
        List<HeldLine<S>> lines = held.stream()
                .filter(line -> view.isEmpty() || view.get().equals(line.stream()))
                .toList();
        String lead = before.getOrDefault(view, "");
        StringBuilder joined = new StringBuilder(lead);
        lines.forEach(line -> joined.append('\n').append(line.text()));
        String text = joined.toString();
        SecretSearch search = masking.search(text);
        mark(lines, lead.length() + 1, MaskedSpan.merged(search.parts()), view.isPresent());
        search.rests().forEach(rest -> masking.hidePiece(rest.instead(), rest.content()));
        int from = search.dangling();
        if (from > text.length() - TELLING) {
            ends.put(view, text.substring(from));
            return held.size();
        }
        int start = lead.length() + 1;
        for (int i = 0; i < held.size(); i++) {
            if (view.isEmpty() || view.get().equals(held.get(i).stream())) {
                start += held.get(i).text().length() + 1;
                if (from < start) {
                    return i;
                }
            }
        }
        return held.size();
    }

    private static <S> void mark(List<HeldLine<S>> lines, int offset, List<MaskedSpan> parts, boolean alone) {
        int start = offset;
        int at = 0;
        for (HeldLine<S> line : lines) {
            int end = start + line.text().length();
            while (at < parts.size() && parts.get(at).to() <= start) {
                at++;
            }
            for (int i = at; i < parts.size() && parts.get(i).from() < end; i++) {
                MaskedSpan part = parts.get(i);
                line.parts(alone)
                        .add(new MaskedSpan(
                                Math.max(part.from(), start) - start,
                                Math.min(part.to(), end) - start,
                                part.instead(),
                                part.piece()));
            }
            start = end + 1;
        }
    }

    private void release(int count, Map<Optional<S>, String> ends) {
        List<HeldLine<S>> out = List.copyOf(held.subList(0, count));
        held.subList(0, count).clear();
        for (HeldLine<S> line : out) {
            size -= line.text().length() + 1;
            boolean more = held.stream().anyMatch(l -> l.stream().equals(line.stream()));
            before.put(Optional.of(line.stream()), more ? "" : ends.getOrDefault(Optional.of(line.stream()), ""));
            before.put(Optional.empty(), held.isEmpty() ? ends.getOrDefault(Optional.<S>empty(), "") : "");
            List<MaskedSpan> all = new ArrayList<>(line.own());
            all.addAll(line.together());
            pieces(line);
            next.accept(line.stream(), all.isEmpty() ? line.text() : MaskedSpan.replaced(line.text(), all));
        }
    }

    /** What is a secret only together with other lines is hidden by itself from now on, as where an error is told again. */
    private void pieces(HeldLine<S> line) {
        List<MaskedSpan> alone = MaskedSpan.merged(line.own());
        List<MaskedSpan> pieces =
                new ArrayList<>(alone.stream().filter(MaskedSpan::piece).toList());
        line.together().stream()
                .filter(part -> part.piece()
                        || alone.stream().noneMatch(own -> own.from() <= part.from() && part.to() <= own.to()))
                .forEach(pieces::add);
        pieces.forEach(piece -> masking.hidePiece(
                piece.instead(),
                TextView.of(line.text().substring(piece.from(), piece.to())).text()));
    }
}
