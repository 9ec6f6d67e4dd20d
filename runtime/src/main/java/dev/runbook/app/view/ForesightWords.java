package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.NotKnowable;
import dev.runbook.app.foresee.WaysBack;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.Impact;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The sentences about what will happen, for a terminal, a ticket and a page. */
record ForesightWords(Foresight foresight, ForesightRows rows) {
    /** As many classes as a person reads. */
    private static final int MOST_CLASSES = 8;

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
        return outcome()
                + switch (foresight.outcome()) {
                    case SUCCEEDS, RECOVERS -> "." + costs();
                    case FAILS ->
                        ": " + foresight.failure().map(Failure::summary).orElse("the run does not come to its end");
                    case UNKNOWN ->
                        ": "
                                + foresight.unanswered().stream()
                                        .findFirst()
                                        .or(() -> foresight.failure().map(Failure::summary))
                                        .orElse("the run does not come to its end");
                };
    }

    private String costs() {
        List<String> costs = foresight.impact().costs();
        return costs.isEmpty() ? "" : " It costs: " + String.join("; ", costs) + ".";
    }

    /** What comes back by no install. */
    List<String> losses() {
        return foresight.impact().losses().stream().map(Impact.Loss::words).toList();
    }

    /** How often a person is asked, and where. */
    Optional<String> asked() {
        List<String> asked = rows.questions();
        return asked.isEmpty()
                ? Optional.empty()
                : Optional.of("You will be asked %s: %s; yes is assumed."
                        .formatted(asked.size() == 1 ? "once" : asked.size() + " times", String.join(", ", asked)));
    }

    /** Which other failures the steps that are drawn have a way back from. */
    Optional<String> prepared() {
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
        if (classes.isEmpty()) {
            return Optional.empty();
        }
        String names = classes.stream().limit(MOST_CLASSES).map(Enum::name).collect(Collectors.joining(", "));
        int more = classes.size() - MOST_CLASSES;
        return Optional.of("Also prepared for: " + names + (more > 0 ? " and " + more + " more." : "."));
    }

    /** What no server says before it is done. */
    Optional<String> notKnowable() {
        List<String> open = NotKnowable.of(foresight);
        return open.isEmpty() ? Optional.empty() : Optional.of("Not knowable: " + String.join(", ", open) + ".");
    }
}
