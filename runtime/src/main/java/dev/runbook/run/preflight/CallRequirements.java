package dev.runbook.run.preflight;

import dev.runbook.port.Right;
import dev.runbook.provider.Requirement;
import dev.runbook.provider.RightsNeeded;
import java.util.Collection;

/**
 * What a call at one place of the plan needs.
 *
 * @param call its name in the catalogue
 * @param isWatched whether a wait asks it
 */
record CallRequirements(RequiredRights required, String call, RequiredRights.CallSite place, boolean isWatched)
        implements RightsNeeded {
    @Override
    public void always(Collection<Right> rights) {
        required.need(rights, true, place);
    }

    @Override
    public void sometimes(Collection<Right> rights) {
        required.need(rights, false, place);
    }

    @Override
    public void require(Requirement requirement) {
        required.requirements().need(requirement, place);
    }

    @Override
    public void mayChangeAnything() {
        required.requirements().mayChangeAnything();
    }

    @Override
    public void knownLater() {
        required.open(call, place);
    }

    @Override
    public void unknown(String sentence) {
        required.unknown(sentence);
    }
}
