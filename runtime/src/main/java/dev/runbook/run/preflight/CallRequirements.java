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
record CallRequirements(RequiredRights demands, String call, RequiredRights.CallSite place, boolean isWatched)
        implements RightsNeeded {
    @Override
    public void always(Collection<Right> rights) {
        demands.need(rights, true, place);
    }

    @Override
    public void sometimes(Collection<Right> rights) {
        demands.need(rights, false, place);
    }

    @Override
    public void require(Requirement requirement) {
        demands.requirements().need(requirement, place);
    }

    @Override
    public void mayChangeAnything() {
        demands.requirements().mayChangeAnything();
    }

    @Override
    public void knownLater() {
        demands.open(call, place);
    }

    @Override
    public void unknown(String sentence) {
        demands.unknown(sentence);
    }
}
