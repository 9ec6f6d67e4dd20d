package dev.runbook.app.rehearse;

import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.program.Task;
import dev.runbook.language.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the runbook calls the release that it is about: its inputs {@code release}, {@code namespace} and {@code chart}, whether they are
 * given or have a default.
 *
 * @param chart how helm is told the chart, such as {@code coder/coder} or a path
 */
public record RunbookNames(String release, String namespace, String chart) {
    private static final String USUAL = "coder";

    /** What a runbook without such inputs is about. */
    public static final RunbookNames USUALLY = new RunbookNames(USUAL, USUAL, USUAL);

    /** The names in a runbook, whose inputs have these values. */
    public static RunbookNames in(CheckedRunbook runbook, Map<String, Value> inputs) {
        return in(runbook, inputs, USUAL);
    }

    /**
     * The same.
     *
     * @param home the namespace where the runbook names none
     */
    static RunbookNames in(CheckedRunbook runbook, Map<String, Value> inputs, String home) {
        return new RunbookNames(
                text(inputs, "release").orElse(USUAL),
                text(inputs, "namespace").or(() -> namespace(runbook)).orElse(home),
                text(inputs, "chart").orElse(USUAL));
    }

    /** Where the runbook says itself which namespace it works in. */
    private static Optional<String> namespace(CheckedRunbook runbook) {
        return ProgramTraversal.tasks(runbook)
                .flatMap(task -> task instanceof Task.InNamespace(var _, var _, Expr.Constant said)
                                && said.value() instanceof Value.Text(String text)
                        ? Stream.of(text)
                        : Stream.empty())
                .findFirst();
    }

    private static Optional<String> text(Map<String, Value> inputs, String input) {
        return inputs.get(input) instanceof Value.Text(String text) && !text.isBlank()
                ? Optional.of(text)
                : Optional.empty();
    }

    /** A pattern of workloads in full: one without a namespace means that of the release. */
    String workloads(String pattern) {
        return pattern.contains("/") ? pattern : namespace + "/" + pattern;
    }

    /** The chart's own name: the end of {@code repository/name}. */
    public static String chartName(String chart) {
        return chart.substring(chart.lastIndexOf('/') + 1);
    }
}
