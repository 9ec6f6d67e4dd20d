package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.machine.terminal.PreparedPeople;
import dev.runbook.port.People;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.report.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Answers that are given before they are asked for. */
final class AnswerOptions {
    @Option(names = "--yes", description = "Agree to ordinary questions; what is to be done by hand is taken as done.")
    boolean yes;

    @Option(names = "--yes-destroy", description = "Agree also to the questions of destructive steps.")
    boolean yesDestroy;

    @Option(
            names = "--answer",
            paramLabel = "TITLE=yes|no",
            description = "Answer the questions of one step, by hand or not; what it loses: \"losses of TITLE=yes\".")
    List<String> answers = new ArrayList<>();

    People before(People next, Map<String, Boolean> prepared, Plan plan) {
        Map<String, Boolean> all = new LinkedHashMap<>(prepared);
        Set<String> titles = plan.nodes()
                .filter(PlanNode.Step.class::isInstance)
                .map(n -> ((PlanNode.Step) n).title())
                .collect(Collectors.toSet());
        for (String answer : answers) {
            int equals = answer.lastIndexOf('=');
            String title = equals < 0 ? answer : answer.substring(0, equals);
            String word = equals < 0 ? "" : answer.substring(equals + 1);
            if (!isKnown(title, titles) || (!word.equals("yes") && !word.equals("no"))) {
                throw new CommandExit(
                        ExitCode.INVALID,
                        "error: --answer \"" + answer + "\" answers nothing. Write --answer \"STEP TITLE=yes\" or =no,"
                                + " or \"losses of STEP TITLE=yes\"; the steps are:\n  "
                                + titles.stream().sorted().collect(Collectors.joining("\n  ")));
            }
            all.put(title, word.equals("yes"));
        }
        return new PreparedPeople(all, yes, yesDestroy, next);
    }

    private static boolean isKnown(String title, Set<String> titles) {
        return titles.contains(title)
                || title.equals(People.lossesOf(""))
                || titles.stream().map(People::lossesOf).anyMatch(title::equals);
    }
}
