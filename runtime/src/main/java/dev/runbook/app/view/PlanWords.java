package dev.runbook.app.view;

import dev.runbook.app.view.Style.Tone;
import dev.runbook.language.program.Task;
import dev.runbook.run.plan.Forecast;
import dev.runbook.run.plan.PlanNode;

/**
 * What a plan says of a task that has no tasks of its own.
 *
 * @param label what kind of thing it is, in a few letters; empty where the text says it
 * @param more what may be read as well; may be empty
 */
record PlanWords(String label, Tone tone, String text, String more) {

    static PlanWords of(PlanNode.Single single) {
        Forecast forecast = single.forecast();
        String detail = forecast.detail();
        return switch (single.task()) {
            case Task.Bind bind -> new PlanWords("", tone(forecast), bind.name() + " = " + value(forecast), "");
            case Task.InNamespace _ -> new PlanWords("", tone(forecast), "namespace " + value(forecast), "");
            case Task.Act _ -> words(forecast.command().isEmpty() ? "do" : "run", forecast);
            case Task.WaitUntil _, Task.Pause _ -> words("wait", forecast);
            case Task.Assert check -> check(check, forecast);
            case Task.Confirm _ -> words("ask", forecast);
            case Task.Manual _ -> words("by hand", forecast);
            case Task.Note _ -> words("note", forecast);
            case Task.Retry _ ->
                words(
                        "retry",
                        Tone.CARE,
                        forecast,
                        "the step, " + (detail.equals("1") ? "once" : "at most " + detail + " times"));
            case Task.Raise _ -> words("fail", Tone.CARE, forecast, "with " + detail);
            case Task.Fail _ -> words("fail", Tone.CARE, forecast, detail);
            case Task.Finish _ -> words("finish", Tone.CARE, forecast, detail.isEmpty() ? "the run ends here" : detail);
            case Task.Step _, Task.Choice _, Task.Loop _, Task.Procedure _ ->
                throw new IllegalArgumentException(single.task().where().place() + " has tasks of its own");
        };
    }

    private static PlanWords words(String label, Forecast forecast) {
        return words(label, Tone.PLAIN, forecast, forecast.detail());
    }

    private static PlanWords words(String label, Tone tone, Forecast forecast, String text) {
        return forecast.verdict() == Forecast.Verdict.FAILS
                ? new PlanWords(label, Tone.BAD, "would fail, " + forecast.detail(), "")
                : new PlanWords(label, tone, text, "");
    }

    /** A check says its condition first, and then how it stands. */
    private static PlanWords check(Task.Assert check, Forecast forecast) {
        String condition = check.condition().where().text();
        return switch (forecast.verdict()) {
            case FAILS -> new PlanWords("check", Tone.BAD, "would fail, " + forecast.detail(), condition);
            case DECIDED_LATER ->
                new PlanWords("check", Tone.CARE, condition, "decided during the run, " + forecast.detail());
            case KNOWN, RUNS, SKIPPED ->
                new PlanWords(
                        "check",
                        Tone.PLAIN,
                        condition,
                        "holds" + (forecast.detail().isEmpty() ? "" : ": " + forecast.detail()));
        };
    }

    private static String value(Forecast forecast) {
        return switch (forecast.verdict()) {
            case FAILS -> "would fail, " + forecast.detail();
            case DECIDED_LATER -> "? (" + forecast.detail() + ")";
            case KNOWN, RUNS, SKIPPED -> forecast.detail();
        };
    }

    private static Tone tone(Forecast forecast) {
        return switch (forecast.verdict()) {
            case FAILS -> Tone.BAD;
            case DECIDED_LATER -> Tone.CARE;
            case KNOWN, RUNS, SKIPPED -> Tone.PLAIN;
        };
    }
}
