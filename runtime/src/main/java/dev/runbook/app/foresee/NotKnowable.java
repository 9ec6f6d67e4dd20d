package dev.runbook.app.foresee;

import dev.runbook.port.People;
import dev.runbook.rehearsal.shadow.Exchange;
import dev.runbook.rehearsal.shadow.TakenForGranted;
import dev.runbook.run.report.Item;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was taken to go well, in few words: each kind once, and nothing that was not. */
public final class NotKnowable {
    /** Behind what was looked up outside the cluster. */
    static final String AS_HOPED = " is as the runbook hopes";

    /** Behind what was done outside the cluster. */
    static final String ENDS_WELL = " ends well";

    private NotKnowable() {}

    public static List<String> of(Foresight foresight) {
        Set<String> words = new LinkedHashSet<>();
        Set<TakenForGranted> granted = EnumSet.noneOf(TakenForGranted.class);
        foresight
                .tasks()
                .values()
                .forEach(task -> task.asked().stream()
                        .map(Exchange::granted)
                        .map(TakenForGranted::in)
                        .forEach(granted::addAll));
        granted.forEach(one -> words.add(words(one)));
        foresight.tasks().values().stream()
                .flatMap(task -> task.assumed().stream())
                .filter(what -> what.endsWith(ENDS_WELL))
                .sorted()
                .forEach(what -> words.add("that " + what));
        if (foresight.tasks().values().stream()
                .anyMatch(task -> task.assumed().stream().anyMatch(what -> what.endsWith(AS_HOPED)))) {
            words.add("what is looked up outside the cluster");
        }
        boolean byHand = foresight
                .report()
                .allSteps()
                .flatMap(step -> step.items().stream())
                .anyMatch(item ->
                        item instanceof Item.Question question && question.form() == People.QuestionForm.MANUAL);
        if (byHand) {
            words.add("that work by hand is done");
        }
        return List.copyOf(words);
    }

    private static String words(TakenForGranted granted) {
        return switch (granted) {
            case PODS_START, POD_STARTS -> "that pods start and images pull";
            case HOOK_PASSES -> "that hooks pass";
            case ENDS_WELL -> "that jobs end well";
            case ADDRESS -> "the new address";
            case VOLUME -> "that volumes arrive";
            case SERVER_ANSWERS -> "that an added API server answers";
        };
    }
}
