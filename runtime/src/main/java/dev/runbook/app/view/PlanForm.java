package dev.runbook.app.view;

/** The forms of a plan, spelt as on the command line. */
public enum PlanForm {
    text,
    json,
    markdown,
    html
}
