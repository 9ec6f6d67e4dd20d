package dev.runbook.app.cli;

import dev.runbook.app.run.NextCommand;
import dev.runbook.app.run.UnfinishedRuns;
import dev.runbook.app.run.UnfinishedRuns.UnfinishedRun;
import dev.runbook.json.Json;
import dev.runbook.machine.folder.LockOwner;
import dev.runbook.run.report.EndingText;
import dev.runbook.text.UtcTime;
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
            "Show which runs of this folder are unfinished, and how to go on.",
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
        UnfinishedRuns leftovers = runs.unfinished();
        NextCommand next = leftovers.next();
        List<UnfinishedRun> left = leftovers.unfinished();
        if (json.on) {
            left.forEach(run -> main.terminal.say(line(run)));
            return 0;
        }
        if (left.isEmpty()) {
            main.terminal.tell("Nothing is unfinished in " + runs.folder + ".");
        }
        for (UnfinishedRun run : left) {
            main.terminal.tell(run.id() + "  "
                    + (run.damage().isPresent() ? "its journal is damaged" : EndingText.headline(run.report())));
            run.report().began().ifPresent(began -> {
                main.terminal.tell("  cluster  " + began.target());
                main.terminal.tell("  began    " + UtcTime.words(run.report().from()) + " by "
                        + began.operator().user() + " on " + began.operator().host());
            });
            Optional<LockOwner> worker = leftovers.worker(run.id(), main.terminal.host());
            if (worker.isPresent()) {
                main.terminal.tell("  runs now " + worker.get().words() + ", " + EndingText.where(run.report()));
            } else if (run.damage().isPresent()) {
                main.terminal.tell("  damaged  " + run.damage().get().what());
                main.terminal.tell("  see      " + next.of("report --verify", run.id()));
                if (run.damage().get().resumable()) {
                    main.terminal.tell(
                            "  go on    " + next.of("resume --before-damage", run.id()) + ", from before it");
                }
                main.terminal.tell("  give up  " + next.of("abandon", run.id()));
            } else {
                main.terminal.tell("  stopped  " + EndingText.where(run.report()));
                main.terminal.tell("  go on    " + next.of("resume", run.id()));
            }
        }
        return 0;
    }

    private static String line(UnfinishedRun run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run.id());
        run.report().began().ifPresent(began -> {
            fields.put("runbook", began.runbook());
            fields.put("title", began.title());
            fields.put("target", began.target());
            fields.put("from", run.report().from().toString());
            fields.put("until", run.report().until().toString());
            fields.put("user", began.operator().user());
            fields.put("host", began.operator().host());
            fields.put("stopped", EndingText.where(run.report()));
        });
        run.damage().ifPresent(damage -> fields.put("damage", damage.what()));
        return Json.line(fields);
    }
}
