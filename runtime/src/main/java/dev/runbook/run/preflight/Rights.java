package dev.runbook.run.preflight;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.Permission;
import dev.runbook.port.Right;
import dev.runbook.provider.World;
import dev.runbook.run.plan.Plan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rights on the cluster that a plan needs, and which of them the account has.
 *
 * @param findings each right with the server's answer, in order
 * @param unknown what the plan may need besides, a sentence each
 * @param untold why the server did not tell, when it did not
 * @param homeless what is wrong with the namespaces that the run makes something in
 */
public record Rights(
        List<RightStatus> findings, List<String> unknown, Optional<String> untold, List<Failure> homeless) {
    /** A distant server answers some hundreds in a second or two; what is left out is said. */
    private static final int MOST = 400;

    private static final RequiredRights.CallSite LOCK = new RequiredRights.CallSite(
            "", "the lock of the release, before the first step; --no-cluster-lock does without it", true);

    public Rights {
        findings = List.copyOf(findings);
        unknown = List.copyOf(unknown);
        homeless = List.copyOf(homeless);
    }

    /** A right, and whether we have it. */
    public record RightStatus(RequiredRight required, Permission permission) {
        boolean refused() {
            return permission instanceof Permission.Denied;
        }
    }

    /** Of a plan that needs none. */
    public static final Rights NONE = new Rights(List.of(), List.of(), Optional.empty(), List.of());

    /** Nothing was asked. */
    public static Rights unasked(String why) {
        return new Rights(List.of(), List.of(), Optional.of(why), List.of());
    }

    /**
     * Finds out.
     *
     * @param namespace where the runbook names none
     * @param lock what keeping others out of the releases needs; none where that is seen to elsewhere
     */
    public static Rights of(Plan plan, Value namespace, World world, Collection<Right> lock)
            throws InterruptedException {
        RequiredRights required = new RequiredRights();
        required.need(lock, true, LOCK);
        new PlanWalk(world.caching(), required).walk(plan.body(), plan.inputs(), namespace);
        List<RequiredRight> all = required.all();
        // What a run cannot do without comes first where there are too many to ask.
        List<RequiredRight> asked = Stream.concat(
                        all.stream().filter(RequiredRight::surely), all.stream().filter(d -> !d.surely()))
                .limit(MOST)
                .toList();
        Map<Right, Permission> answers = world.client(ClusterWriter.class)
                .may(asked.stream().map(RequiredRight::right).toList());
        List<RightStatus> findings = new ArrayList<>();
        Optional<String> untold = Optional.empty();
        for (RequiredRight right : all) {
            Permission permission =
                    answers.getOrDefault(right.right(), new Permission.Untold("there are too many rights to ask"));
            findings.add(new RightStatus(right, permission));
            if (permission instanceof Permission.Untold(String why) && untold.isEmpty()) {
                untold = Optional.of(why);
            }
        }
        return new Rights(
                findings, required.unknown(), untold, required.requirements().problems(world));
    }

    /** The namespaces in which a plan needs any right, as far as they are known before; nothing is asked. */
    public static Set<String> namespaces(Plan plan, Value namespace, World world) throws InterruptedException {
        RequiredRights required = new RequiredRights();
        new PlanWalk(world.caching(), required).walk(plan.body(), plan.inputs(), namespace);
        return required.all().stream()
                .map(one -> one.right().namespace())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Those that the account has not, those first without which the run cannot go well. */
    public List<RequiredRight> missing() {
        return Stream.of(true, false)
                .flatMap(surely -> findings.stream()
                        .filter(RightStatus::refused)
                        .map(RightStatus::required)
                        .filter(required -> required.surely() == surely))
                .toList();
    }

    /** Whether the run cannot go well. */
    public boolean stops() {
        return !homeless.isEmpty() || missing().stream().anyMatch(RequiredRight::surely);
    }

    /** What is wrong or missing without which the run cannot go well, as a failure each. */
    public List<Failure> problems() {
        Stream<Failure> lacking = missing().stream()
                .filter(RequiredRight::surely)
                .map(required -> Failure.of(
                        FailureClass.Forbidden,
                        "this account may not " + required.right().words(),
                        "Needed at "
                                + String.join(
                                        "; ",
                                        required.places().stream().limit(3).toList()) + ".",
                        "Ask for a role that allows it, or use another --context: "
                                + required.right().question() + " must say yes."));
        return Stream.concat(homeless.stream(), lacking).toList();
    }
}
