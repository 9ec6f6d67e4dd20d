package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.preflight.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A plan in one of its forms for people. */
public record PlanPage(PlanForm form, Style look) {
    /** The form as a file has it: without colours. */
    public static PlanPage of(PlanForm form) {
        return new PlanPage(form, Style.PLAIN);
    }

    /**
     * A page that was drawn before, and what is to be known of it now.
     *
     * @param drawn in this form; empty where it was drawn for a terminal alone
     * @param text as it was drawn for a terminal
     */
    public List<String> kept(List<String> drawn, List<String> text, Map<String, String> facts) {
        String title = text.isEmpty() ? "" : text.getFirst();
        return switch (form) {
            case text, json -> text(text, facts);
            case markdown ->
                ForesightMarkdown.kept(drawn.isEmpty() ? ForesightMarkdown.quoting(title, text) : drawn, facts);
            case html -> ForesightHtml.kept(drawn.isEmpty() ? ForesightHtml.quoting(title, text) : drawn, facts);
        };
    }

    private static List<String> text(List<String> text, Map<String, String> facts) {
        List<String> lines = new ArrayList<>(text);
        lines.add("");
        int wide = facts.keySet().stream().mapToInt(String::length).reduce(0, Math::max);
        facts.forEach((name, fact) -> lines.add(("  %-" + wide + "s  %s").formatted(name, fact)));
        return lines;
    }

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
