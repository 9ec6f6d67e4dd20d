package dev.runbook.app.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code runbook completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        header = {
            "Print the completion of commands, options and shipped runbooks for a shell.",
            "",
            "Examples:",
            "  source <(runbook completion bash)              in ~/.bashrc",
            "  source <(runbook completion zsh)               in ~/.zshrc",
            ""
        })
final class CompletionCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    /** The shells, spelt as on the command line; one script serves both. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    Shell shell = Shell.bash;

    @Override
    public Integer call() {
        main.terminal.out().print(AutoComplete.bash("runbook", Commands.line(new Main())));
        return 0;
    }
}
