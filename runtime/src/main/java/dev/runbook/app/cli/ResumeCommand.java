package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.run.ContinuedRun;
import dev.runbook.app.run.PlanRunner;
import dev.runbook.diagnostic.Suggestion;
import dev.runbook.machine.terminal.InDoubtAnswers;
import dev.runbook.port.People;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.report.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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

    @Option(names = "--accept-edits", description = "Go on even though steps that are done were changed since.")
    boolean acceptEdits;

    @Option(names = "--as-begun", description = "Go on with the text that the run began with.")
    boolean asBegun;

    @Option(names = "--before-damage", description = "With a damaged journal, go on from before the damage.")
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
        ContinuedRun left = new ContinuedRun(
                main.runbooks(),
                cluster.settings(),
                new ContinuedRun.ResumeRequest(
                        how.runs.unfinished(),
                        Optional.ofNullable(run),
                        asBegun,
                        acceptEdits,
                        beforeDamage,
                        Optional.ofNullable(file)));
        return (plan ? left.draw() : left.carryOn(this::manner)).number();
    }

    private PlanRunner.Manner manner(Plan plan) {
        holdToSteps(plan);
        People person = new InDoubtAnswers(said("done", "again"), said("stays", "anew"), how.person(main.terminal));
        return how.manner(main, person, plan);
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
