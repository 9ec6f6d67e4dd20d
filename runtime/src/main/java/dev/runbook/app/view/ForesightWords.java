package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.NotKnowable;
import dev.runbook.app.foresee.WaysBack;
import dev.runbook.app.view.ForesightRow.RowMark;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.Impact;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The sentences about what will happen, for a terminal, a ticket and a page. */
record ForesightWords(Foresight foresight, ForesightRows rows) {
    private static final String ENDLESS = "the run does not come to its end";

    /** As many classes as a person reads. */
    private static final int MOST_CLASSES = 3;

    /** The title, and from which version to which it goes. */
    String title() {
        String moves = foresight.moves().stream()
                .map(move -> move.release() + " "
                        + move.from()
                                .filter(from -> !from.equals(move.to()))
                                .map(from -> from + " → ")
                                .orElse("")
                        + move.to())
                .collect(Collectors.joining(", "));
        return foresight.report().title() + (moves.isEmpty() ? "" : ": " + moves);
    }

    /** How it ends, in capital letters. */
    String outcome() {
        return switch (foresight.outcome()) {
            case SUCCEEDS -> "WILL SUCCEED";
            case RECOVERS -> "WILL FAIL AND BE RECOVERED";
            case FAILS -> "WILL FAIL";
            case UNKNOWN -> "CANNOT BE KNOWN";
        };
    }

    /** The same with why, or with what it costs. */
    String verdict() {
        String costs = costs().isEmpty() ? "" : " It costs: " + String.join("; ", costs()) + ".";
        String down = foresight.interrupts() ? " What runs is down in between." : "";
        String idle = foresight.acts() ? "" : " Nothing changes.";
        return outcome()
                + switch (foresight.outcome()) {
                    case SUCCEEDS -> "." + idle + down + costs;
                    case RECOVERS -> "." + down + costs;
                    case FAILS, UNKNOWN -> reason();
                };
    }

    /** Why it fails, or cannot be known. */
    String reason() {
        return switch (foresight.outcome()) {
            case SUCCEEDS, RECOVERS -> "";
            case FAILS -> ": " + foresight.failure().map(Failure::summary).orElse(ENDLESS);
            case UNKNOWN ->
                ": "
                        + foresight.unanswered().stream()
                                .findFirst()
                                .or(() -> foresight.failure().map(Failure::summary))
                                .orElse(ENDLESS);
        };
    }

    /** What is disturbed. */
    List<String> costs() {
        return foresight.impact().costs();
    }

    /** What comes back by no install. */
    List<String> losses() {
        return foresight.impact().losses().stream().map(Impact.Loss::words).toList();
    }

    /** What a person must know besides. */
    record ScreenFact(String label, String text) {
        String sentence() {
            // An address is copied with all that touches it.
            return (label.isEmpty() ? "" : label + ": ")
                    + text
                    + (text.endsWith(".") || text.matches(".*://\\S+") ? "" : ".");
        }
    }

    List<ScreenFact> facts() {
        return Stream.concat(
                        next(), Stream.of(asked(), prepared(), notKnowable()).flatMap(Optional::stream))
                .toList();
    }

    /** What can be done about how it ends: the first of it, but where there is nothing else to read. */
    private Stream<ScreenFact> next() {
        List<String> advice = foresight.advice();
        return IntStream.range(0, foresight.isBlank() ? advice.size() : Math.min(1, advice.size()))
                .mapToObj(i -> new ScreenFact(i == 0 ? "Next" : "", advice.get(i)));
    }

    /** How often a person is asked, and where. */
    private Optional<ScreenFact> asked() {
        List<String> asked = rows.questions();
        String times = asked.size() == 1 ? "once" : asked.size() + " times";
        return asked.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScreenFact("You will be asked " + times, counted(asked)));
    }

    /** Each number once: {@code 3, 18 (twice)}. */
    static String counted(List<String> numbers) {
        Map<String, Long> times =
                numbers.stream().collect(Collectors.groupingBy(n -> n, LinkedHashMap::new, Collectors.counting()));
        return times.entrySet().stream()
                .map(number -> number.getKey()
                        + (number.getValue() == 1
                                ? ""
                                : number.getValue() == 2 ? " (twice)" : " (" + number.getValue() + " times)"))
                .collect(Collectors.joining(", "));
    }

    /** Which other failures the steps that are drawn have a way back from. */
    private Optional<ScreenFact> prepared() {
        Collection<String> drawn = rows.drawn();
        Set<FailureClass> classes = foresight.ways().prepared().stream()
                .filter(clause -> drawn.contains(clause.step()))
                .map(WaysBack.Prepared::classes)
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        foresight
                .report()
                .rescues()
                .forEach(rescue -> classes.remove(rescue.failure().kind()));
        String names = classes.stream().limit(MOST_CLASSES).map(Enum::name).collect(Collectors.joining(", "));
        int more = classes.size() - MOST_CLASSES;
        return classes.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScreenFact("Also prepared for", names + (more > 0 ? ", " + more + " more" : "")));
    }

    /** What no server says before it is done. */
    private Optional<ScreenFact> notKnowable() {
        List<String> open = NotKnowable.of(foresight);
        return open.isEmpty() ? Optional.empty() : Optional.of(new ScreenFact("Not knowable", String.join(", ", open)));
    }

    /** The step that a person asks about first: the one that something fails in, or else the last that does something. */
    Optional<String> telling() {
        return foresight.reasons().stream()
                .map(Foresight.Reason::step)
                .filter(step -> !step.isEmpty())
                .findFirst()
                .or(() -> rows.rows().stream()
                        .filter(row -> row.mark() == RowMark.CHANGED
                                || row.mark() == RowMark.NEW
                                || row.mark() == RowMark.REMOVED)
                        .map(ForesightRow::step)
                        .reduce((_, last) -> last));
    }
}
