package dev.runbook.cli;

import dev.runbook.adapter.run.LockOwner;
import dev.runbook.cli.Leftovers.Run;
import dev.runbook.journal.Entry;
import dev.runbook.report.Ending;
import dev.runbook.report.Item;
import dev.runbook.report.JsonLine;
import dev.runbook.report.ReportText;
import dev.runbook.report.RunReport;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code runbook status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        header = {
            "Say which runs of this folder are unfinished, and how to go on.",
            "",
            "Examples:",
            "  runbook status",
            "  runbook status --json",
            ""
        })
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Mixin
    RunsOption runs = new RunsOption();

    @Mixin
    JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        Leftovers leftovers = new Leftovers(runs.folders());
        List<Run> left = leftovers.unfinished();
        PrintWriter out = main.terminal.out();
        if (json.on) {
            left.forEach(run -> out.println(line(run)));
            return 0;
        }
        if (left.isEmpty()) {
            out.println("Nothing is unfinished in " + runs.folder + ".");
        }
        for (Run run : left) {
            Entry.Operator operator = run.began().operator();
            out.println(run.id() + "  " + Ending.headline(run.report()));
            out.println("  cluster  " + run.began().target());
            out.println("  began    " + ReportText.time(run.report().from()) + " by " + operator.user() + " on "
                    + operator.host());
            Optional<LockOwner> worker = leftovers.worker(run, main.terminal.host());
            if (worker.isPresent()) {
                out.println("  runs now " + worker.get().words() + ", " + where(run.report()));
            } else {
                out.println("  stopped  " + where(run.report()));
                out.println("  go on    runbook resume " + run.id());
            }
        }
        return 0;
    }

    private static String line(Run run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run.id());
        fields.put("runbook", run.began().runbook());
        fields.put("title", run.report().title());
        fields.put("target", run.began().target());
        fields.put("from", run.report().from().toString());
        fields.put("until", run.report().until().toString());
        fields.put("user", run.began().operator().user());
        fields.put("host", run.began().operator().host());
        fields.put("stopped", where(run.report()));
        return JsonLine.of(fields);
    }

    /** Where a run stopped, in a few words. */
    static String where(RunReport report) {
        return report.at()
                .orElseGet(() -> report.allSteps()
                        .filter(step -> step.state() == Item.State.FAILED || step.state() == Item.State.UNFINISHED)
                        .reduce((_, last) -> last)
                        .map(step -> "in step " + step.number() + " " + step.title())
                        .orElse("between steps"));
    }
}
