package dev.runbook.run.lease;

import dev.runbook.language.program.Task;
import dev.runbook.port.Right;
import dev.runbook.run.plan.Forecast.Verdict;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A release in its namespace. */
public record ReleaseName(String namespace, String release) {
    private static final Set<String> CHANGING = Set.of("helm.upgrade", "helm.rollback", "helm.uninstall");
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");
    private static final String NAMESPACE = "--namespace=";

    /** The releases that a plan will change, or may, as far as their names are known before the run. */
    public static List<ReleaseName> changedBy(Plan plan, String defaultNamespace) {
        return plan.nodes()
                .filter(node -> node.forecast().verdict() != Verdict.SKIPPED)
                .flatMap(node -> node instanceof PlanNode.Single(Task.Act act, var forecast)
                        ? changedBy(act.signature().name(), forecast.command(), defaultNamespace).stream()
                        : Stream.empty())
                .distinct()
                .toList();
    }

    /** The release that a command changes; empty when it changes none, or when its name is not known yet. */
    static Optional<ReleaseName> changedBy(String action, List<String> command, String defaultNamespace) {
        if (!CHANGING.contains(action) || command.size() < 3) {
            return Optional.empty();
        }
        String namespace = command.stream()
                .filter(argument -> argument.startsWith(NAMESPACE))
                .map(argument -> argument.substring(NAMESPACE.length()))
                .findFirst()
                .orElse(defaultNamespace);
        String release = command.get(2);
        return NAME.matcher(release).matches() && NAME.matcher(namespace).matches()
                ? Optional.of(new ReleaseName(namespace, release))
                : Optional.empty();
    }

    /** What an account needs to keep others out of the release. */
    public List<Right> rights() {
        return Stream.of("get", "create", "update", "delete")
                .map(verb -> new Right(verb, "leases", "coordination.k8s.io", namespace))
                .toList();
    }

    /** The name of its Lease, in its own namespace. */
    String lease() {
        return "runbook-" + release;
    }

    /** The name of its Lease in another namespace, for as long as its own is not there. */
    String standIn() {
        return "runbook-" + namespace + "." + release;
    }

    String words() {
        return "release " + release + " in namespace " + namespace;
    }
}
