package dev.runbook.run.journal;

import dev.runbook.language.signature.Effect;
import dev.runbook.provider.Intent;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.ReleaseValues;
import java.util.List;
import java.util.Optional;

/** How a journal says what a task is at: the name of an action, or a word of the language and what stands behind it. */
final class ActivityWords {
    static final String WAIT = "wait";
    static final String ASSERT = "assert";
    static final String FAIL = "fail";

    private static final String UP_TO = "up to ";
    private static final String UNTIL = " until ";

    private ActivityWords() {}

    static String of(Activity.WaitingUntil wait) {
        return UP_TO + wait.limit() + UNTIL + wait.condition();
    }

    /** What a journal says with these. */
    static Activity read(
            String action,
            Effect effect,
            List<String> command,
            String words,
            Optional<ReleaseName> locks,
            Optional<ReleaseValues> values) {
        return switch (action) {
            case WAIT -> waiting(words);
            case ASSERT -> new Activity.Asserting(words);
            case FAIL -> new Activity.ExplicitFailure();
            default ->
                new Activity.Performing(
                        action,
                        effect,
                        command.isEmpty() ? new Intent.Description(words) : new Intent.Command(command),
                        locks,
                        values);
        };
    }

    private static Activity waiting(String words) {
        int until = words.indexOf(UNTIL);
        return words.startsWith(UP_TO) && until > 0
                ? new Activity.WaitingUntil(
                        words.substring(UP_TO.length(), until), words.substring(until + UNTIL.length()))
                : new Activity.Pausing(words);
    }
}
