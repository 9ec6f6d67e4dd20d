package dev.runbook.app.rehearse;

import dev.runbook.diagnostic.Suggestion;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Input;
import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.program.Task;
import dev.runbook.language.value.Value;
import dev.runbook.port.People;
import dev.runbook.provider.RehearsalDouble;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import dev.runbook.rehearsal.behaviour.WorkloadPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares the names in a scenario with those of its runbook: a name that nothing has would do nothing, and say nothing. */
public record ScenarioNames(String place, CheckedRunbook runbook, RunbookNames release) {
    private static final List<String> WORKLOADS = List.of("Deployment", "StatefulSet", "DaemonSet", "Job", "Pod");

    /** @throws ScenarioException when a name of the scenario names nothing */
    public static void check(
            Scenario scenario, CheckedRunbook runbook, RunbookNames release, Collection<String> chartWorkloads)
            throws ScenarioException {
        ScenarioNames names = new ScenarioNames("scenario " + scenario.name(), runbook, release);
        names.answers(scenario.answers().keySet());
        names.titles("expect", scenario.expectation().steps().keySet());
        List<String> inputs = runbook.inputs().stream().map(Input::name).toList();
        names.inputs("parameters", scenario.parameters().given().keySet(), inputs);
        names.inputs("serve", scenario.parameters().serve().keySet(), inputs);
        for (Map.Entry<String, String> named : scenario.troubles().steps().toList()) {
            names.titles(named.getKey(), List.of(named.getValue()));
        }
        names.workloads(scenario, chartWorkloads);
        for (RehearsalDouble one : scenario.doubles()) {
            one.check(names.place(), runbook, scenario.parameters().given());
        }
    }

    /** What a step may lose is asked about whatever the step itself asks, so that such an answer only needs the step. */
    private void answers(Collection<String> written) throws ScenarioException {
        String lead = People.lossesOf(" ").strip() + " ";
        List<String> asking =
                written.stream().filter(title -> !title.startsWith(lead)).toList();
        titles("answers", asking);
        asking(asking);
        titles(
                "answers",
                written.stream()
                        .filter(title -> title.startsWith(lead))
                        .map(title -> title.substring(lead.length()))
                        .toList());
    }

    /** An answer to a step that asks nothing would never be given. */
    private void asking(Collection<String> written) throws ScenarioException {
        for (String title : written) {
            boolean asks = ProgramTraversal.tasks(runbook)
                    .filter(Task.Step.class::isInstance)
                    .map(Task.Step.class::cast)
                    .filter(step -> pattern(step.title()).matcher(title).matches())
                    .anyMatch(step -> ProgramTraversal.ownTasks(step)
                            .anyMatch(task -> task instanceof Task.Confirm || task instanceof Task.Manual));
            if (!asks) {
                throw unknown(
                        "answers",
                        "answers the step \"" + title + "\", which asks nothing",
                        Optional.empty(),
                        "A step asks with `confirm` or `manual`; those inside it have answers of their own.");
            }
        }
    }

    private void titles(String field, Collection<String> written) throws ScenarioException {
        List<Expr> titles = ProgramTraversal.tasks(runbook)
                .filter(Task.Step.class::isInstance)
                .map(task -> ((Task.Step) task).title())
                .toList();
        for (String title : written) {
            if (titles.stream().noneMatch(known -> pattern(known).matcher(title).matches())) {
                List<String> plain =
                        titles.stream().flatMap(t -> text(t).stream()).toList();
                throw unknown(
                        field,
                        "names the step \"" + title + "\", which the runbook does not have",
                        Suggestion.nearest(title, plain),
                        "`runbook plan` shows the steps with their titles.");
            }
        }
    }

    /** A title as it may be in a run: what a name of a loop or of a procedure puts into it, nobody knows yet. */
    private static Pattern pattern(Expr title) {
        return Pattern.compile(
                title instanceof Expr.Template template
                        ? template.parts().stream()
                                .map(part -> text(part).map(Pattern::quote).orElse(".*"))
                                .collect(Collectors.joining())
                        : text(title).map(Pattern::quote).orElse(".*"),
                Pattern.DOTALL);
    }

    private static Optional<String> text(Expr expr) {
        return expr instanceof Expr.Constant constant && constant.value() instanceof Value.Text(String text)
                ? Optional.of(text)
                : Optional.empty();
    }

    private void inputs(String field, Collection<String> written, List<String> inputs) throws ScenarioException {
        for (String name : written) {
            if (!inputs.contains(name)) {
                throw unknown(
                        field,
                        "names `" + name + "`, which is not an input of the runbook",
                        Suggestion.nearest(name, inputs),
                        inputs.isEmpty() ? "It has none." : "It has " + String.join(", ", inputs) + ".");
            }
        }
    }

    private void workloads(Scenario scenario, Collection<String> ofChart) throws ScenarioException {
        List<String> known = new ArrayList<>(ofChart);
        scenario.cluster().objects().stream().flatMap(o -> workload(o).stream()).forEach(known::add);
        // Without charts of its own the scenario may be about a chart from elsewhere, with any workload.
        boolean ofRepository = !scenario.helm().charts().isEmpty()
                && scenario.helm().charts().stream().noneMatch(ChartPaths::looksSo)
                && scenario.helm().releases().stream()
                        .allMatch(one -> one.chart().isEmpty());
        for (String written : scenario.cluster().neverReady()) {
            WorkloadPattern pattern = WorkloadPattern.parse(release.workloads(written));
            workload("never_ready", pattern, known, ofRepository);
            namespace(pattern, scenario, ofChart, ofRepository);
            tag(pattern.tag(), scenario.helm().charts());
        }
        for (String written : scenario.troubles().crashing().keySet()) {
            workload(TroubleReader.PODS, WorkloadPattern.parse(release.workloads(written)), known, ofRepository);
        }
    }

    private void workload(String field, WorkloadPattern pattern, List<String> known, boolean ofRepository)
            throws ScenarioException {
        Optional<String> near = Suggestion.nearest(pattern.name(), known);
        if (!pattern.name().equals("*") && !known.contains(pattern.name()) && (near.isPresent() || ofRepository)) {
            throw unknown(
                    field,
                    "names the workload \"" + pattern.name()
                            + "\", which is neither in the chart nor among the objects of the scenario",
                    near,
                    "There are " + String.join(", ", known) + ".");
        }
    }

    /** Where the workload of that name is; the chart's is in the namespace of the release. */
    private void namespace(WorkloadPattern pattern, Scenario scenario, Collection<String> ofChart, boolean ofRepository)
            throws ScenarioException {
        List<String> namespaces = new ArrayList<>();
        if (ofChart.contains(pattern.name()) || pattern.name().equals("*")) {
            namespaces.addAll(StartingRelease.namespaces(scenario.helm().releases(), release));
        }
        scenario.cluster().objects().stream()
                .filter(object -> pattern.name().equals("*")
                        || workload(object).filter(pattern.name()::equals).isPresent())
                .map(this::namespace)
                .forEach(namespaces::add);
        if (ofRepository
                && !namespaces.isEmpty()
                && !pattern.namespace().equals("*")
                && !namespaces.contains(pattern.namespace())) {
            throw unknown(
                    "never_ready",
                    "names " + pattern.namespace() + "/" + pattern.name()
                            + ", and no such workload is in that namespace",
                    Suggestion.nearest(pattern.namespace(), namespaces),
                    "It is in " + String.join(", ", namespaces) + ".");
        }
    }

    private String namespace(Map<String, Object> object) {
        return object.get("metadata") instanceof Map<?, ?> metadata && metadata.get("namespace") instanceof String name
                ? name
                : release.namespace();
    }

    /** Values can name an image with any tag, so only one that is nearly a version of the chart is a mistake. */
    private void tag(String tag, List<String> charts) throws ScenarioException {
        Optional<String> near = charts.contains(tag) ? Optional.empty() : Suggestion.nearest(tag, charts);
        if (near.isPresent()) {
            throw unknown("never_ready", "has the tag " + tag + ", which is not a version among `charts`", near, "");
        }
    }

    private static Optional<String> workload(Map<String, Object> object) {
        return WORKLOADS.contains(String.valueOf(object.get("kind")))
                        && object.get("metadata") instanceof Map<?, ?> metadata
                        && metadata.get("name") instanceof String name
                ? Optional.of(name)
                : Optional.empty();
    }

    private ScenarioException unknown(String field, String what, Optional<String> near, String otherwise) {
        return ScenarioFields.unknown(place, field, what, near, otherwise);
    }
}
