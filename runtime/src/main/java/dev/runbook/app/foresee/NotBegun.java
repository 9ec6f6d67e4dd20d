package dev.runbook.app.foresee;

import dev.runbook.language.failure.Failure;
import dev.runbook.port.Clock;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Facts;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.journal.RunIdentity;
import dev.runbook.run.journal.RunSession;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.report.RunReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A run that would end before its first step. */
public final class NotBegun {
    private static final int FEW = 4;

    private NotBegun() {}

    /**
     * What will happen then: nothing but that end.
     *
     * @param problems why; at least one
     */
    public static Foresight because(
            List<Failure> problems, Plan plan, Clock clock, RunIdentity run, RunSession session) {
        return of(problems, false, plan, clock, run, session);
    }

    /**
     * What is known of a run where nobody could be asked what it does: nothing but why.
     *
     * @param problems why; at least one
     */
    public static Foresight unasked(
            List<Failure> problems, Plan plan, Clock clock, RunIdentity run, RunSession session) {
        return of(problems, true, plan, clock, run, session);
    }

    private static Foresight of(
            List<Failure> problems, boolean unknown, Plan plan, Clock clock, RunIdentity run, RunSession session) {
        List<Recorded> records = new ArrayList<>();
        Facts facts = new Facts(entry -> records.add(new Recorded(records.size() + 1L, clock.now(), entry)));
        facts.began(run, plan.runbook().title(), Map.of(), plan.inputs(), session);
        Failure first = problems.getFirst();
        String more = problems.size() > FEW ? " and " + (problems.size() - FEW) + " more" : "";
        String all = problems.stream().limit(FEW).map(Failure::summary).collect(Collectors.joining("; ")) + more;
        List<String> advice =
                problems.stream().flatMap(problem -> problem.advice().stream()).toList();
        facts.ended(Entry.RunEnd.FAILED, first.saying(all).advisingOnly(advice), "", Duration.ZERO);
        RunReport report = RunReport.of(records);
        return new Foresight(
                report,
                List.of(),
                Map.of(),
                unknown ? List.of(all) : List.of(),
                Foresight.PlanBasis.NONE,
                session.target(),
                WaysBack.of(plan, report, List.of()));
    }
}
