package dev.runbook.engine;

import dev.runbook.action.World;
import dev.runbook.journal.Journal;
import dev.runbook.journal.Masking;
import dev.runbook.port.Clock;
import dev.runbook.port.Cluster;
import dev.runbook.port.Interruption;
import dev.runbook.port.People;
import dev.runbook.port.RunFolder;
import dev.runbook.port.Stage;

/**
 * Everything around a run: the world that it works on, the people, and where it writes down what it does.
 *
 * @param masking hides the run's secrets; the journal is masked already, everything else is masked by the engine
 */
public record Setting(
        World world,
        Cluster cluster,
        Journal journal,
        Masking masking,
        RunFolder folder,
        Stage stage,
        People people,
        Interruption interruption) {
    Clock clock() {
        return world.clock();
    }
}
