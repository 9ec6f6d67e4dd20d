package dev.runbook.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** The commands of the program, in the order of its help. */
public final class Commands {
    private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("check", CheckCommand.class);
        ALL.put("plan", PlanCommand.class);
        ALL.put("exec", ExecCommand.class);
        ALL.put("rehearse", RehearseCommand.class);
        ALL.put("test", TestCommand.class);
        ALL.put("fmt", FormatCommand.class);
        ALL.put("list", LibraryCommands.ListCommand.class);
        ALL.put("show", LibraryCommands.ShowCommand.class);
        ALL.put("copy", LibraryCommands.Copy.class);
        ALL.put("actions", ReferenceCommands.Actions.class);
        ALL.put("explain", ReferenceCommands.Explain.class);
        ALL.put("resume", ResumeCommand.class);
        ALL.put("abandon", AbandonCommand.class);
        ALL.put("status", StatusCommand.class);
        ALL.put("runs", HistoryCommands.Runs.class);
        ALL.put("report", HistoryCommands.Report.class);
        ALL.put("completion", CompletionCommand.class);
        ALL.put("help", CommandLine.HelpCommand.class);
    }

    private Commands() {}

    /**
     * The command line for these arguments. Where the first names a command, only that one is set up: setting up all of
     * them takes longer than many a command does.
     */
    static CommandLine line(Main main, String... arguments) {
        CommandLine line = new CommandLine(main);
        Class<?> named = arguments.length == 0 || arguments[0].equals("help") ? null : ALL.get(arguments[0]);
        if (named == null) {
            ALL.values().forEach(line::addSubcommand);
        } else {
            line.addSubcommand(named);
        }
        return line;
    }
}
