package dev.runbook.app.cli;

import dev.runbook.app.cli.UnfinishedRuns.UnfinishedRun;
import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Execution;
import dev.runbook.diagnostic.Suggestion;
import dev.runbook.machine.terminal.InDoubtAnswers;
import dev.runbook.port.People;
import dev.runbook.port.SecretPrompt;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.report.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code runbook resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        header = {
            "Carry on a run that was stopped, that failed or that died.",
            "",
            "Examples:",
            "  runbook resume                       the only one that is unfinished",
            "  runbook resume --plan                what that would do",
            "  runbook resume --in-doubt \"Open the maintenance page=done\" last",
            ""
        },
        footer = {
            "",
            "Steps that are done are not done again, and names keep the values that they had.",
            "Parameters are those of the run; only secrets are given again."
        })
final class ResumeCommand implements Callable<Integer> {
    private static final Set<String> WORDS = Set.of("done", "again", "stays", "anew");

    @ParentCommand
    Main main = new Main();

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description =
                    "The id of the run, its beginning or its end, or: last. The only unfinished one when left out.")
    @Nullable
    String run;

    @Option(names = "--plan", description = "Show what would be done, and do nothing.")
    boolean plan;

    @Option(names = "--accept-edits", description = "Go on although steps that are done were changed since.")
    boolean acceptEdits;

    @Option(names = "--as-begun", description = "Go on with the text that the run began with.")
    boolean asBegun;

    @Option(names = "--before-damage", description = "Of a damaged journal, go on from what stands before the damage.")
    boolean beforeDamage;

    @Option(
            names = "--in-doubt",
            paramLabel = "TITLE=done|again|stays|anew",
            description = "Say whether a step was done, or a decision stays.")
    List<String> inDoubt = new ArrayList<>();

    @Option(
            names = {"--params", "--param-file"},
            paramLabel = "FILE",
            description = "YAML file with the secrets.")
    @Nullable
    String file;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    RunOptions how = new RunOptions();

    @Override
    public Integer call() throws InterruptedException {
        try (Execution execution = new Execution(
                main.terminal, cluster.settings(), Path.of("").toAbsolutePath(), UnaryOperator.identity())) {
            SecretPrompt prompt = plan ? SecretPrompt.NOBODY : Secrets.once(main.terminal.secrets());
            ResumableRun resumption = ResumableRun.of(
                    main, execution, how.runs, Optional.ofNullable(run), asBegun, Optional.ofNullable(file), prompt);
            UnfinishedRun left = resumption.run();
            if (resumption.done()) {
                main.terminal.out().println("The run " + left.id() + " is done: nothing is left of it.");
                return 0;
            }
            NextCommand next = new NextCommand(how.runs.folder);
            resumption.holdTo(acceptEdits, next);
            if (plan) {
                resumption.draw(main.terminal.out(), execution, main.terminal.masking(), next);
                return 0;
            }
            resumption.holdToSound(beforeDamage, main.terminal.people(true), main.terminal.err());
            execution.preflight(resumption.runbook());
            resumption.sameCluster(execution.target());
            Plan plan = execution.plan(
                    resumption.runbook(),
                    main.terminal.hiding(InputOptions.again(
                            resumption.runbook().inputs(),
                            resumption.inputs(),
                            Optional.ofNullable(file),
                            main.terminal.environment(),
                            prompt)));
            resumption.sameSecrets(main.terminal.masking());
            execution.rights(plan);
            holdToSteps(plan);
            People person = new InDoubtAnswers(said("done", "again"), said("stays", "anew"), how.person(main.terminal));
            return new PlanRunner(main.terminal, execution, how.manner(main, person, plan))
                    .resume(plan, resumption)
                    .number();
        }
    }

    /** Refuses what was said of a step that there is not: the run would stop at the step that was meant. */
    private void holdToSteps(Plan plan) {
        Set<String> titles = plan.nodes()
                .filter(PlanNode.Step.class::isInstance)
                .map(node -> ((PlanNode.Step) node).title())
                .collect(Collectors.toSet());
        for (String doubt : inDoubt) {
            String title = doubt.substring(0, Math.max(0, doubt.lastIndexOf('=')));
            if (!titles.contains(title) && !title.equals(People.BETWEEN_STEPS)) {
                throw new CommandExit(
                        ExitCode.INVALID,
                        "error: --in-doubt \"" + doubt + "\": no step has this title"
                                + Suggestion.nearest(title, List.copyOf(titles))
                                        .map(near -> ". Did you mean \"" + near + "\"?")
                                        .orElse("; runbook resume --plan shows them."));
            }
        }
    }

    /** What was said with one of two words, by the step's title. */
    private Map<String, Boolean> said(String yes, String no) {
        Map<String, Boolean> said = new LinkedHashMap<>();
        for (String doubt : inDoubt) {
            int equals = doubt.lastIndexOf('=');
            String word = doubt.substring(equals + 1);
            if (equals <= 0 || !WORDS.contains(word)) {
                throw new CommandExit(
                        ExitCode.INVALID,
                        "error: --in-doubt \"" + doubt
                                + "\" says nothing. Write --in-doubt \"STEP TITLE=done\" or =again of a step that was cut"
                                + " short, =stays or =anew of an edited condition.");
            }
            if (word.equals(yes) || word.equals(no)) {
                said.put(doubt.substring(0, equals), word.equals(yes));
            }
        }
        return said;
    }
}
