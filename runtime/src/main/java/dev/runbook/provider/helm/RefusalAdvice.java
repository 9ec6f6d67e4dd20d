package dev.runbook.provider.helm;

import dev.runbook.language.failure.FailureClass;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operator can do about an object, a hook, a chart or a record that helm or the API server has refused. */
final class RefusalAdvice {
    private static final Pattern WEBHOOK = Pattern.compile("failed calling webhook \"([^\"]+)\"");
    private static final Pattern SERVICE = Pattern.compile("https?://([a-z0-9-]+)\\.([a-z0-9-]+)\\.svc[:/]");
    private static final Pattern POLICY =
            Pattern.compile("admission webhook \"([^\"]+)\" denied the request|ValidatingAdmissionPolicy '([^']+)'|"
                    + "violates (PodSecurity) ");
    private static final String UNTIL_THEN = "Nothing was changed.";

    private RefusalAdvice() {}

    /** About a class, as a message and the command that ended with it let one say it. */
    static List<String> on(FailureClass failureClass, String text, List<String> command) {
        return switch (failureClass) {
            case StorageRefused ->
                List.of(
                        "Nothing needs to be reinstalled. Put the size and the storage class that the claim has now back"
                                + " into " + values(command) + ", then resume.",
                        "A claim can grow where its storage class allows it (kubectl get storageclass); it never shrinks or"
                                + " moves to another class: for that, copy its data to a new claim.");
            case HookFailed -> hook(text, command);
            case WebhookFailed ->
                List.of(
                        webhook(text),
                        "If it is gone for good, delete its configuration: kubectl get"
                                + " validatingwebhookconfigurations,mutatingwebhookconfigurations");
            case KindMissing ->
                List.of(
                        UNTIL_THEN
                                + " Install the custom resource definitions that the chart needs, or their newer version"
                                + " (kubectl api-resources shows what there is), then resume.",
                        "Helm installs what is in a chart's crds folder only with the first install: helm show crds CHART"
                                + " prints them.");
            case RemovedApi -> List.of(removedApi(release(command)));
            case CrdsBehind ->
                List.of(
                        "Helm never upgrades what is in a chart's crds folder. Apply the definitions of the new chart (helm"
                                + " show crds CHART | kubectl apply --server-side -f -), then resume.");
            case PortTaken ->
                List.of("Give another one in " + values(command) + ", or free it where it is held, then resume.");
            case RecordLost ->
                List.of(
                        "See which records there are: kubectl get secrets --selector=owner=helm,name="
                                + release(command).replaceFirst(" .*", "")
                                + " --show-labels. One that cannot be read is restored"
                                + " from a backup of the cluster, or deleted, after which helm goes by the revision before it.");
            case RecordTooLarge ->
                List.of(UNTIL_THEN
                        + " Every file of a chart goes into its record: name what does not belong there in the"
                        + " chart's .helmignore, then resume.");
            case ValuesInvalid -> List.of(invalid(text, command));
            case ImmutableField,
                    ForeignOwner,
                    OperationInProgress,
                    ApplyConflict,
                    RollbackFailed,
                    NotReady,
                    ReleaseNotFound,
                    ChartNotFound,
                    Unreachable,
                    Unauthenticated,
                    Forbidden,
                    NamespaceMissing,
                    NamespaceTerminating,
                    Timeout,
                    CommandFailed,
                    AssertionFailed,
                    Declined,
                    InDoubt,
                    Cancelled -> List.of();
        };
    }

    /** About a record that the cluster has outlived; the release as helm's command line names it. */
    static String removedApi(String release) {
        return UNTIL_THEN + " Helm's plugin mapkubeapis rewrites the record: helm plugin install"
                + " https://github.com/helm/helm-mapkubeapis, then helm mapkubeapis " + release
                + " (with --mapfile for a kind that is not Kubernetes' own), then resume.";
    }

    /** What a rule of the cluster refuses is no missing right. */
    static List<String> policy(String text) {
        if (text.contains("exceeded quota")) {
            return List.of(
                    "The quota of the namespace leaves no room: raise it, or ask for less in the values, then resume.");
        }
        Matcher found = POLICY.matcher(text);
        if (!found.find()) {
            return List.of();
        }
        String name = found.group(1) != null ? found.group(1) : found.group(2) != null ? found.group(2) : "PodSecurity";
        return List.of("A policy of the cluster refuses it (" + name
                + "): change the values so that it fits, or ask whoever keeps the policy, then resume.");
    }

    private static List<String> hook(String text, List<String> command) {
        if (text.contains("already exists")) {
            return List.of(
                    "An earlier run of the hook has left it. When nothing else needs it, delete it, then resume.");
        }
        if (text.contains("is invalid: ")) {
            return List.of();
        }
        List<String> advice = new ArrayList<>();
        if (command.contains("uninstall")) {
            advice.add(
                    "Nothing of the release was deleted, and it stays uninstalling: helm.uninstall with no_hooks: true"
                            + " goes on without the hook, helm.rollback brings the release back.");
        }
        advice.add(
                "See why with kubectl describe and kubectl logs of the hook's job and its pods. Mend that, or leave the"
                        + " hooks out with no_hooks: true, then resume.");
        return advice;
    }

    private static String webhook(String text) {
        Matcher named = WEBHOOK.matcher(text);
        String name = named.find() ? " " + named.group(1) : "";
        Matcher asked = SERVICE.matcher(text);
        String service = asked.find()
                ? "is asked at service " + asked.group(1) + " in namespace " + asked.group(2)
                : "is asked at an address of its own";
        return "Webhook%s %s, and its failurePolicy lets nothing pass while it does not answer: see that its pods are ready, then resume."
                .formatted(name, name.isEmpty() ? "is asked at a service" : service);
    }

    private static String invalid(String text, List<String> command) {
        if (text.contains("chart requires kubeVersion")) {
            return UNTIL_THEN
                    + " Take a version of the chart that supports this cluster, or upgrade the cluster first.";
        }
        if (text.contains("missing in charts/ directory")) {
            return UNTIL_THEN + " Fetch what the chart needs (helm dependency build CHART), then resume.";
        }
        return (text.contains("is invalid: ") || text.contains("typed patch object") ? "" : UNTIL_THEN + " ") + "Edit "
                + values(command) + ", then resume.";
    }

    /** The values files of a command, as an operator calls them. */
    private static String values(List<String> command) {
        String files = String.join(
                ", ",
                command.stream()
                        .filter(argument -> argument.startsWith("--values="))
                        .map(argument -> argument.substring("--values=".length()))
                        .toList());
        return files.isEmpty() ? "the values" : files;
    }

    /** The release that a command of helm is about, and where it is. */
    private static String release(List<String> command) {
        String namespace = command.stream()
                .filter(argument -> argument.startsWith("--namespace="))
                .findFirst()
                .map(argument -> " " + argument)
                .orElse("");
        boolean named = command.size() > 2
                && command.getFirst().matches(".*helm[^/]*")
                && !command.get(2).startsWith("-");
        return (named ? command.get(command.get(1).equals("get") ? Math.min(3, command.size() - 1) : 2) : "RELEASE")
                + namespace;
    }
}
