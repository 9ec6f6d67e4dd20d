package dev.runbook.app.cli;

import dev.runbook.app.library.Runbooks;
import dev.runbook.app.run.Planning;
import dev.runbook.app.view.PlanForm;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is planned, for which cluster and how: the same for {@code plan} and for {@code exec}, of which a dry run is a plan. */
final class PlanOptions {
    @Mixin
    InputOptions inputs = new InputOptions();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--offline", description = "For a plan: read nothing, draw the text.")
    boolean offline;

    @Option(names = "--detailed-exitcode", description = "For a plan: exit with 2, 6 or 9, too.")
    boolean detailed;

    @Option(names = "--detail", description = "For a plan: every command and branch.")
    boolean detail;

    @Option(names = "--all", description = "For a plan: leave nothing out.")
    boolean all;

    /** Draws the plan, and gives the exit code. */
    int draw(Runbooks runbooks, PlanForm form, Optional<String> why, Optional<Path> out) throws InterruptedException {
        return new Planning(
                        runbooks,
                        inputs.name,
                        inputs.given(),
                        cluster.settings(),
                        new RunsOption().folders(),
                        new Planning.Options(offline, detailed, detail, all, form, why, out))
                .draw();
    }
}
