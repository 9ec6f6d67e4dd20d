package dev.runbook.rehearsal.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What could not be copied, by name, and why. */
final class MissingParts {
    private record MissingPlace(String why, String namespace) implements Comparable<MissingPlace> {
        @Override
        public int compareTo(MissingPlace other) {
            int order = why.compareTo(other.why);
            return order == 0 ? namespace.compareTo(other.namespace) : order;
        }
    }

    private final Map<MissingPlace, TreeSet<String>> whats = new TreeMap<>();

    synchronized void add(String what, String namespace, ReadOnlyServer.ReadRefused why) {
        whats.computeIfAbsent(new MissingPlace(String.valueOf(why.getMessage()), namespace), none -> new TreeSet<>())
                .add(what);
    }

    synchronized boolean has(String what, String namespace) {
        return whats.entrySet().stream()
                .anyMatch(one -> one.getKey().namespace().equals(namespace)
                        && one.getValue().contains(what));
    }

    /** A sentence for each place and reason. */
    synchronized List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        whats.forEach((place, what) -> sentences.add(what.stream().collect(Collectors.joining(", "))
                + (place.namespace().isEmpty() ? "" : " in namespace " + place.namespace())
                + (place.why().equals("this account may not")
                        ? ": this account may not list them"
                        : ": " + place.why())));
        return sentences;
    }
}
