package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.Observer.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says of a helm that waited in vain what it waited for, and why that was not ready. */
final class NotReadyCause {
    private static final int NAMED = 2;

    private static final int LONGEST = 140;

    private static final Pattern HOOK = Pattern.compile("(pre|post)-(install|upgrade|rollback|delete)");

    private NotReadyCause() {}

    /** The failure with what was seen beside helm; as it is where helm does not say that something was not ready. */
    static Failure of(Failure failure, List<Pending> pending) {
        boolean hook = failure.classes().contains(FailureClass.HookFailed);
        if (pending.isEmpty() || !(hook || failure.classes().contains(FailureClass.NotReady))) {
            return failure;
        }
        boolean going = pending.stream().allMatch(one -> one.state().startsWith("Terminating"));
        ResourceId first = pending.getFirst().resource();
        List<String> advice = new ArrayList<>(List.of(
                on(pending.getFirst(), takenBack(failure) && !first.kind().equals("Job"))));
        failure.advice().stream()
                .filter(line ->
                        !HelmTexts.KNOWN.advice().about(FailureClass.NotReady).contains(line))
                .forEach(advice::add);
        return new Failure(
                failure.kind(),
                failure.classes(),
                (hook ? hook(failure) : going ? "not gone in time: " : "not ready in time: ") + words(pending),
                failure.output(),
                failure.command(),
                failure.exitCode(),
                failure.resource().filter(named -> !named.kind().isEmpty()).or(() -> Optional.of(first)),
                advice);
    }

    private static String hook(Failure failure) {
        Matcher phase = HOOK.matcher(failure.output());
        return (phase.find() ? "the " + phase.group() + " hook" : "a hook") + " did not end well: ";
    }

    /** {@code deployment/web, 0 of 1 available, pod web-7d-x: ImagePullBackOff; and 2 more}. */
    private static String words(List<Pending> pending) {
        List<String> named = new ArrayList<>();
        for (Pending one : pending.subList(0, Math.min(NAMED, pending.size()))) {
            named.add(one.resource().shortName() + ", " + one.state()
                    + (one.detail().isEmpty() ? "" : ", " + shortened(one.detail())));
        }
        if (pending.size() > NAMED) {
            named.add("and " + (pending.size() - NAMED) + " more");
        }
        return String.join("; ", named);
    }

    /** The whole reason is in the journal. */
    private static String shortened(String reason) {
        return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST - 1) + "…";
    }

    /** What can be done about the reason that the object gives. */
    private static String on(Pending culprit, boolean takenBack) {
        ResourceId object = culprit.resource();
        String where = object.namespace().isEmpty() ? "" : " --namespace=" + object.namespace();
        String why = culprit.detail();
        String see = takenBack
                ? "What helm took back is gone; what was said of it stays for an hour: kubectl get events" + where
                : "See more with: kubectl describe " + object.shortName() + where;
        if (why.contains("exceeded quota")) {
            return "The quota of the namespace leaves no room: raise it, or ask for less in the values. See it with:"
                    + " kubectl describe resourcequota" + where;
        }
        if (why.contains("Image")) {
            return "Check that the image is there under this name and tag, and that the nodes may pull it. " + see;
        }
        if (object.kind().equals("PersistentVolumeClaim") && !culprit.state().startsWith("Terminating")) {
            return "No volume has been made for the claim: check its storage class, and that the class's provisioner"
                    + " runs. " + see + ".";
        }
        if (why.startsWith("finalizer")) {
            return "Whoever set the " + why + " must remove it. Check that its controller runs. " + see + ".";
        }
        if (why.contains("CrashLoopBackOff") || why.contains("exit code")) {
            return takenBack
                    ? "The program in the pod ended by itself, and its output went with it: without atomic the pod stays,"
                            + " and kubectl logs tells why."
                    : "The program in the pod ends by itself. Read why with: kubectl logs " + logs(culprit) + where;
        }
        return see + ". If it only needs more time, give a longer timeout.";
    }

    private static boolean takenBack(Failure failure) {
        return failure.output().contains("has been rolled back due to")
                || failure.output().contains("has been uninstalled due to");
    }

    /** The pod that the reason names, or the workload's own. */
    private static String logs(Pending culprit) {
        String why = culprit.detail();
        int colon = why.indexOf(':');
        return why.startsWith("pod ") && colon > 0
                ? "pod/" + why.substring("pod ".length(), colon) + " --previous"
                : culprit.resource().shortName();
    }
}
