package dev.runbook.run.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a text that is to be hidden.
 *
 * @param instead what stands in its place
 * @param piece whether it is a piece of a secret that only those know again who have seen the other pieces
 */
public record MaskedSpan(int from, int to, String instead, boolean piece) {

    /** Parts that overlap become one, with the name of the longest. */
    static List<MaskedSpan> merged(List<MaskedSpan> parts) {
        List<MaskedSpan> merged = new ArrayList<>();
        for (MaskedSpan part :
                parts.stream().sorted(Comparator.comparingInt(MaskedSpan::from)).toList()) {
            MaskedSpan last = merged.isEmpty() ? part : merged.getLast();
            if (merged.isEmpty() || part.from() >= last.to()) {
                merged.add(part);
                continue;
            }
            MaskedSpan longer = last.to() - last.from() >= part.to() - part.from() ? last : part;
            merged.set(
                    merged.size() - 1,
                    new MaskedSpan(last.from(), Math.max(last.to(), part.to()), longer.instead(), longer.piece()));
        }
        return merged;
    }

    /** The text with what stands in the place of its parts; of one that goes over several lines, each line has that. */
    static String replaced(String text, List<MaskedSpan> parts) {
        StringBuilder masked = new StringBuilder(text.length());
        int done = 0;
        for (MaskedSpan part : merged(parts)) {
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
}
