package dev.runbook.cli;

import dev.runbook.adapter.run.RunFolders;
import dev.runbook.journal.Entry;
import dev.runbook.journal.EntryJson;
import dev.runbook.report.Ending;
import dev.runbook.report.ExitCode;
import dev.runbook.report.JsonLine;
import dev.runbook.report.ReportJson;
import dev.runbook.report.ReportJunit;
import dev.runbook.report.ReportMarkdown;
import dev.runbook.report.ReportText;
import dev.runbook.report.RunReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The commands that read journals: runs and report. */
final class HistoryCommands {
    private HistoryCommands() {}

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
                main.terminal.out().println("No runs in " + runs.folder + ".");
            }
            for (String name : folders.names()) {
                RunReport report = RunReport.of(folders.read(name).records());
                main.terminal.out().println(json.on ? line(name, report) : name + "  " + Ending.headline(report));
            }
            return 0;
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
            return JsonLine.of(fields);
        }
    }

    /** {@code runbook report}. */
    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            abbreviateSynopsis = true,
            header = {
                "Tell what a run did, from its journal.",
                "",
                "Examples:",
                "  runbook report last",
                "  runbook report --format=junit last > report.xml",
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

        @Parameters(paramLabel = "RUN", description = "The id of the run, its beginning or its end, or: last.")
        String run = "";

        @Mixin
        RunsOption runs = new RunsOption();

        @Override
        public Integer call() {
            RunFolders folders = runs.folders();
            List<String> matching = run.isEmpty() ? List.of() : folders.matching(run);
            if (matching.size() != 1) {
                throw new Stop(
                        ExitCode.INVALID,
                        "error: \"" + run + "\" is " + (matching.isEmpty() ? "no run" : "the beginning of several runs")
                                + " in " + runs.folder + ". See: runbook runs");
            }
            RunReport report = RunReport.of(folders.read(matching.getFirst()).records());
            switch (format) {
                case text -> ReportText.of(report).forEach(main.terminal.out()::println);
                case json -> main.terminal.out().print(ReportJson.of(report));
                case junit -> main.terminal.out().print(ReportJunit.of(report));
                case markdown -> main.terminal.out().print(ReportMarkdown.of(report));
            }
            return 0;
        }
    }
}
