package dev.runbook.app.view;

import dev.runbook.app.view.Style.Tone;
import dev.runbook.run.preflight.RequiredRight;
import dev.runbook.run.preflight.Rights;
import java.util.List;

/** What a plan says of the rights that it needs: all are there, which are not, what cannot be told. */
final class RightsText {
    /** The first places tell enough of why a right is needed. */
    private static final int FEW = 3;

    private RightsText() {}

    static void draw(Rights rights, LineBuffer page) {
        if (rights.homeless().isEmpty()
                && rights.findings().isEmpty()
                && rights.unknown().isEmpty()
                && rights.untold().isEmpty()) {
            return;
        }
        page.say(0, rights.missing().isEmpty() && rights.homeless().isEmpty() ? Tone.TITLE : Tone.CARE, "Preflight");
        rights.homeless().forEach(failure -> {
            page.say(2, Tone.BAD, failure.summary());
            failure.advice().forEach(advice -> page.say(4, Tone.QUIET, advice));
        });
        rights.untold()
                .ifPresent(
                        why -> page.say(2, Tone.CARE, "The server did not say which rights this account has: " + why));
        long asked = rights.findings().size();
        List<RequiredRight> missing = rights.missing();
        if (missing.isEmpty() && rights.untold().isEmpty() && asked > 0) {
            page.say(2, Tone.PLAIN, "Every right that the plan is known to need is there (" + asked + " asked).");
        }
        for (RequiredRight required : missing) {
            page.say(
                    2,
                    required.surely() ? Tone.BAD : Tone.CARE,
                    "missing: " + required.right().words() + (required.surely() ? "" : ", which may be needed"));
            required.places().stream().limit(FEW).forEach(place -> page.say(4, Tone.QUIET, place));
            if (required.places().size() > FEW) {
                page.say(4, Tone.QUIET, "and " + (required.places().size() - FEW) + " more");
            }
        }
        rights.unknown().forEach(what -> page.say(2, "not known:", Tone.QUIET, Tone.PLAIN, what));
        page.blank();
    }
}
