package dev.runbook.provider.helm;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.FailureAdvice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operator can do about each class of failure that helm and the API server print. */
final class HelmAdvice implements FailureAdvice {
    /** The programs whose failures are known. */
    private static final Pattern TOOLS = Pattern.compile("(?i)\\b(helm|kubectl)");

    private static final Pattern OWNED = Pattern.compile(
            "key \"meta\\.helm\\.sh/release-name\" must equal \"([^\"]+)\": current value is \"([^\"]+)\"");

    @Override
    public List<String> on(ProgramEnd end) {
        List<String> command = end.command();
        String text = end.text();
        List<String> advice = new ArrayList<>();
        if (text.contains("has been rolled back due to")) {
            advice.add("Helm has rolled the release back to its last good revision.");
        }
        if (text.contains("has been uninstalled due to")) {
            advice.add("Helm has uninstalled what it had begun to install; volume claims may be left.");
        }
        if (text.contains("failed to delete release")) {
            advice.add("Helm has not deleted everything, and keeps the release as uninstalling: see that the API server"
                    + " answers and that the account may delete every kind of the chart, then uninstall again. Helm goes"
                    + " on with what is left.");
        }
        if (text.contains("Failed to purge the release")) {
            // Helm 4 says no word of objects that it could not ask for when it then ends with an error.
            advice.add(
                    "Helm has kept its records of the release, and maybe objects that it could not look at: see that the"
                            + " API server answers, then uninstall again. Helm goes on with what is left.");
        } else if (text.contains("uninstallation completed with")) {
            advice.add(
                    "Helm has deleted the release from its records, and helm no longer deletes what is still there: see"
                            + " what the error names, and delete it by hand where it does not go by itself.");
        }
        if (text.matches(".*the release named \"[^\"]*\" is already deleted.*")) {
            advice.add(
                    "It was uninstalled before and only its history was kept: an uninstall without keep_history removes"
                            + " that, too.");
        }
        if (end.exitCode() > 128) {
            advice.addAll(whenCutShort(command));
        }
        for (FailureClass failureClass : end.classes()) {
            if (failureClass == FailureClass.NotReady && end.classes().contains(FailureClass.HookFailed)) {
                continue;
            }
            advice.addAll(about(failureClass, text, command));
        }
        advice.addAll(RefusalAdvice.policy(text));
        return ofKubernetes(command) ? advice : forOthers(advice, command);
    }

    /** Whether a command is one that the advice is written for, or has one of these run by something else. */
    private static boolean ofKubernetes(List<String> command) {
        return command.isEmpty()
                || command.stream().anyMatch(word -> TOOLS.matcher(word).find());
    }

    /** Other programs use the same words for other things: what to do about helm is no help there. */
    private static List<String> forOthers(List<String> advice, List<String> command) {
        List<String> general = advice.stream()
                .filter(sentence -> !TOOLS.matcher(sentence).find())
                .toList();
        return general.isEmpty() && !advice.isEmpty()
                ? List.of("See in the output of " + command.getFirst() + " what went wrong.")
                : general;
    }

    @Override
    public List<String> about(FailureClass failureClass) {
        return about(failureClass, "", List.of());
    }

    /** Helm before 3.8 does not even clean up after Ctrl-C. */
    @Override
    public List<String> whenCutShort(List<String> command) {
        return changesRelease(command)
                ? List.of("Helm was stopped in the middle of its work: see how the release is with helm history, "
                        + "and roll back if it is pending.")
                : List.of();
    }

    private static boolean changesRelease(List<String> command) {
        String program = command.isEmpty() ? "" : command.getFirst();
        // Other programs have an install, too.
        return program.substring(program.lastIndexOf('/') + 1).startsWith("helm")
                && command.stream().anyMatch(Set.of("upgrade", "rollback", "uninstall", "install")::contains);
    }

    private static List<String> foreign(String text) {
        Matcher names = OWNED.matcher(text);
        if (names.find()) {
            return List.of(
                    "It belongs to release %s. Where %s is mistyped, give the right name; where both are meant, the chart of one of them must not have it."
                            .formatted(names.group(2), names.group(1)));
        }
        return List.of(
                "The object was made by something else than this release. If it may go, uninstall and install "
                        + "again, or delete it.",
                "If it should become part of the release, helm 3.17 or newer adopts it with take_ownership: true.");
    }

    private static List<String> about(FailureClass failureClass, String text, List<String> command) {
        return switch (failureClass) {
            case ImmutableField ->
                List.of(
                        "The object that it names, and nothing else of the release, has to be deleted and made again: delete it, "
                                + "wait until it is gone, and upgrade once more. Look first at what goes with it.");
            case ForeignOwner -> foreign(text);
            case OperationInProgress ->
                List.of("If no other helm is running, an earlier one was interrupted: roll back to the last deployed "
                        + "revision, or uninstall when there is none.");
            case ApplyConflict ->
                text.contains("field not declared in schema")
                        ? List.of(
                                "The chart sets a field that the server does not know: server_side: \"false\" applies "
                                        + "it as helm 3 did.")
                        : text.contains("may not be specified when strategy")
                                ? List.of(
                                        "Server-side apply keeps the rollingUpdate that the server has filled in itself:"
                                                + " server_side: \"false\" takes it out, as helm 3 did.")
                                : List.of("Another tool has set the same field: force_conflicts: true takes it over. "
                                        + "There is no need to uninstall.");
            case RollbackFailed ->
                List.of("The release is between two revisions: see helm history and helm status, repair what the error "
                        + "names, then roll back to the last deployed revision.");
            case NotReady ->
                List.of("See why with kubectl describe and kubectl logs of what is not ready; if it only needs more "
                        + "time, give a longer timeout.");
            case ReleaseNotFound ->
                List.of("Check the name and the namespace: helm list --all-namespaces shows every release.");
            case ChartNotFound ->
                List.of("Check the chart's name and version, and refresh the repository: helm repo update.");
            case Unreachable ->
                List.of(
                        "Check the address, the network and the certificates; for the cluster, kubectl version with the "
                                + "same context must answer.");
            case Unauthenticated ->
                List.of(
                        "Log in to the cluster again as it asks you to; kubectl auth whoami with the same context must say who"
                                + " you are.");
            case Forbidden -> List.of("Use an account that may do this, or ask for the right that the message names.");
            case NamespaceMissing ->
                List.of(
                        "Check the name of the namespace, or create it: kubectl create namespace NAME, or helm.upgrade with"
                                + " create_namespace: true.");
            case NamespaceTerminating ->
                List.of(
                        "See what holds it with kubectl get namespace NAME -o yaml, under status.conditions; when it is gone,"
                                + " it can be created again. Or use another namespace.");
            case StorageRefused,
                    HookFailed,
                    WebhookFailed,
                    KindMissing,
                    RemovedApi,
                    CrdsBehind,
                    PortTaken,
                    RecordLost,
                    RecordTooLarge,
                    ValuesInvalid -> RefusalAdvice.on(failureClass, text, command);
            case Timeout, CommandFailed, AssertionFailed, Declined, InDoubt, Cancelled -> List.of();
        };
    }
}
