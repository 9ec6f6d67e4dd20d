package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.preflight.Rights;
import java.util.List;

/** A plan in one of its forms for people. */
public record PlanPage(PlanForm form, Style look) {
    /** What will happen. */
    public List<String> of(Foresight foresight) {
        return switch (form) {
            case text, json -> ForesightText.of(foresight, look);
            case markdown -> ForesightMarkdown.of(foresight);
            case html -> ForesightHtml.of(foresight);
        };
    }

    /** Every command and branch; what was drawn for a terminal is quoted elsewhere. */
    public List<String> of(Plan plan, Rights rights, String target, boolean all) {
        String title = "Plan: " + plan.runbook().title();
        return switch (form) {
            case text, json -> PlanText.of(plan, rights, target, look, all);
            case markdown -> ForesightMarkdown.quoting(title, PlanText.of(plan, rights, target, Style.PLAIN, all));
            case html -> ForesightHtml.quoting(title, PlanText.of(plan, rights, target, Style.PLAIN, all));
        };
    }
}
