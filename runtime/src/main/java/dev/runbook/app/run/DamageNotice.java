package dev.runbook.app.run;

import dev.runbook.run.journal.Entry;

/**
 * What is wrong with the journal of a run, and what can be done about it.
 *
 * @param what a sentence
 * @param resumable whether there is something before the damage to go on from
 * @param next how the commands on it are written
 */
public record DamageNotice(String run, String what, boolean resumable, NextCommand next) {
    /** Whether the last fact of a journal says that nothing is left of the run, whatever is missing before it. */
    public static boolean isOver(Entry last) {
        return last instanceof Entry.Abandoned
                || (last instanceof Entry.Ended ended
                        && (ended.end() == Entry.RunEnd.DONE || ended.end() == Entry.RunEnd.RECOVERED));
    }

    /** The ways out, a line each. */
    public String ways() {
        return "\n  See what is wrong: " + next.of("report --verify", run)
                + (resumable ? "\n  Go on from before the damage: " + next.of("resume --before-damage", run) : "")
                + "\n  Or give it up for good: " + next.of("abandon", run);
    }
}
