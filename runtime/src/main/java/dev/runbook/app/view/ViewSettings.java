package dev.runbook.app.view;

import java.util.List;

/**
 * What the view is told once, before a run begins.
 *
 * @param journal where the journal is, for people; empty when it does not stay
 * @param reportCommand what to type to read the report; empty when the journal does not stay
 * @param resumeCommand what to type to carry the run on
 * @param notice what must be clear at the beginning and at the end, such as that this is a rehearsal; may be empty
 * @param limits what a rehearsal cannot know, a sentence each; shown at the end
 */
public record ViewSettings(
        String journal, String reportCommand, String resumeCommand, String notice, List<String> limits) {
    public ViewSettings {
        limits = List.copyOf(limits);
    }
}
