package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.run.DamageNotice;
import dev.runbook.app.run.NextCommand;
import dev.runbook.app.run.RunVerifier;
import dev.runbook.app.run.UnfinishedRuns;
import dev.runbook.json.Json;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.EntryJson;
import dev.runbook.run.journal.JournalDamage;
import dev.runbook.run.journal.JournalText;
import dev.runbook.run.report.EndingText;
import dev.runbook.run.report.ExitCode;
import dev.runbook.run.report.ReportBuilder;
import dev.runbook.run.report.ReportJson;
import dev.runbook.run.report.ReportJunit;
import dev.runbook.run.report.ReportMarkdown;
import dev.runbook.run.report.ReportText;
import dev.runbook.run.report.RunReport;
import dev.runbook.run.report.Verification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The commands that read journals: runs and report. */
final class HistoryCommands {
    private HistoryCommands() {}

    /** The report of a run, without keeping its facts beside it. */
    private static RunReport fold(RunFolders folders, String name, ReportBuilder folding, List<JournalDamage> changes) {
        folders.read(name, folding::add, JournalText.doubting(changes));
        return folding.report();
    }

    /** {@code runbook runs}. */
    @Command(
            name = "runs",
            mixinStandardHelpOptions = true,
            abbreviateSynopsis = true,
            header = {"List the runs of this folder.", "", "Examples:", "  runbook runs", "  runbook runs --json", ""})
    static final class Runs implements Callable<Integer> {
        @ParentCommand
        Main main = new Main();

        @Mixin
        RunsOption runs = new RunsOption();

        @Mixin
        JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            RunFolders folders = runs.folders();
            if (folders.names().isEmpty() && !json.on) {
                main.terminal.say("No runs in " + runs.folder + ".");
            }
            int code = 0;
            for (String name : folders.names()) {
                try {
                    List<JournalDamage> changes = new ArrayList<>();
                    RunReport report = fold(folders, name, new ReportBuilder(), changes);
                    if (!changes.isEmpty()) {
                        // Its facts may be anybody's.
                        code = Math.max(code, damaged(name));
                    } else if (json.on) {
                        main.terminal.say(line(name, report));
                    } else {
                        main.terminal.tell(name + "  " + EndingText.headline(report));
                    }
                } catch (RunFolders.Unusable e) {
                    code = Math.max(code, damaged(name));
                }
            }
            return code;
        }

        /** One that cannot be read must not hide the others. Nothing is left to do about one that was abandoned. */
        private int damaged(String name) {
            UnfinishedRuns leftovers = runs.unfinished();
            DamageNotice damage = leftovers.damage(name);
            boolean open = leftovers.isUnfinished(name);
            if (json.on) {
                main.terminal.say(Json.line(Map.of("run", name, "damage", damage.what())));
            } else {
                main.terminal.say(name + "  its journal is damaged" + (open ? "" : "; the run is over"));
            }
            main.terminal.out().flush();
            if (!open) {
                return 0;
            }
            main.terminal.warn("error: the run " + name + ": " + damage.what() + damage.ways());
            return ExitCode.CANNOT_SERVE.number();
        }

        private static String line(String name, RunReport report) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("run", name);
            fields.put("runbook", report.began().map(Entry.Began::runbook).orElse(""));
            fields.put("title", report.title());
            fields.put("rehearsal", report.rehearsal());
            fields.put("from", report.from().toString());
            fields.put("until", report.until().toString());
            fields.put("took_ms", report.took().toMillis());
            fields.put("end", report.ended().map(e -> EntryJson.name(e.end())).orElse("unfinished"));
            report.ended()
                    .ifPresent(e ->
                            fields.put("exit_code", ExitCode.of(e.end(), false).number()));
            return Json.line(fields);
        }
    }

    /** {@code runbook report}. */
    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            abbreviateSynopsis = true,
            header = {
                "Report what a run did, from its journal.",
                "",
                "Examples:",
                "  runbook report last",
                "  runbook report --format=junit last > report.xml",
                "  runbook report --verify last",
                ""
            })
    static final class Report implements Callable<Integer> {
        @ParentCommand
        Main main = new Main();

        /** The forms of a report, spelt as on the command line. */
        enum Format {
            text,
            json,
            junit,
            markdown
        }

        @Option(names = "--format", paramLabel = "FORMAT", description = "text (the default), json, junit or markdown.")
        Format format = Format.text;

        @Option(
                names = "--verify",
                description = "Check whether the journal and the files of the run were changed; exit with 1 if so.")
        boolean verify;

        @Option(
                names = "--show-values",
                description = "Show the values in files that a question showed, too; they may be secret.")
        boolean values;

        @Parameters(paramLabel = "RUN", description = "The id of the run, its beginning or its end, or: last.")
        String run = "";

        @Mixin
        RunsOption runs = new RunsOption();

        @Override
        public Integer call() {
            RunFolders folders = runs.folders();
            String name = runs.one(run);
            if (verify) {
                Verification verification = RunVerifier.of(folders, name);
                verification.lines().forEach(main.terminal::say);
                return verification.sound() ? 0 : ExitCode.FAILED.number();
            }
            NextCommand next = new NextCommand(runs.folder);
            List<JournalDamage> changes = new ArrayList<>();
            RunReport report;
            try {
                report = fold(folders, name, folding(folders, name), changes);
            } catch (RunFolders.Unusable unreadable) {
                throw damaged(folders, name);
            }
            if (!changes.isEmpty()) {
                main.terminal.warn("warning: the journal was changed after it was written. See: "
                        + next.of("report --verify", name));
            }
            print(report, ReportText.of(report));
            return 0;
        }

        private void print(RunReport report, List<String> text) {
            switch (format) {
                case text -> text.forEach(main.terminal.out()::println);
                case json -> ReportJson.write(report, main.terminal.out());
                case junit -> main.terminal.out().print(ReportJunit.of(report));
                case markdown -> main.terminal.out().print(ReportMarkdown.of(report));
            }
        }

        private ReportBuilder folding(RunFolders folders, String name) {
            return values ? new ReportBuilder(asked -> shown(folders, name, asked)) : new ReportBuilder();
        }

        /** All of what a question showed: an older journal has it itself. */
        private static Optional<String> shown(RunFolders folders, String name, Entry.Asked asked) {
            return asked.file().isPresent()
                    ? Optional.of(folders.kept(name, asked.file().get().copy()))
                    : asked.shown();
        }

        /** Tells what stands before the damage, if anything does. */
        private CommandExit damaged(RunFolders folders, String name) {
            UnfinishedRuns leftovers = runs.unfinished();
            DamageNotice damage = leftovers.damage(name);
            String told = "";
            if (damage.resumable()) {
                ReportBuilder folding = folding(folders, name);
                folders.readDamaged(name).sound().records().forEach(folding::add);
                print(folding.report(), ReportText.beforeDamage(folding.report()));
                main.terminal.out().flush();
                told = " The report ends before that.";
            }
            return new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: the journal of the run " + name + " is damaged." + told + "\n  " + damage.what()
                            + (leftovers.isUnfinished(name)
                                    ? damage.ways()
                                    : "\n  See what is wrong: "
                                            + leftovers.next().of("report --verify", name)));
        }
    }
}
