package dev.runbook.language.failure;

import java.util.Arrays;
import java.util.Optional;

/** The failures that a rescue clause can name. */
public enum FailureClass {
    ImmutableField("a field that Kubernetes does not let anyone change was changed"),
    StorageRefused("a claim was to grow, to shrink or to move to another storage class, and its storage cannot"),
    ForeignOwner("an object that the chart wants to create exists and belongs to something else"),
    OperationInProgress("an earlier helm operation was interrupted and left the release pending"),
    ApplyConflict("another manager owns a field that server-side apply wants to set"),
    RollbackFailed("the upgrade failed and so did the rollback"),
    HookFailed("a hook of the chart failed, or did not end in time"),
    WebhookFailed("an admission webhook that the API server must ask did not answer"),
    KindMissing("the chart has an object of a kind that the cluster does not have"),
    RemovedApi("the release's own record has an object in an API version that the cluster no longer has"),
    CrdsBehind("the chart sets a field that the cluster's custom resource definition does not have yet"),
    PortTaken("a port, an address or a host that another object holds was asked for"),
    NotReady("helm waited for resources to be ready and its time ran out"),
    ReleaseNotFound("there is no such release"),
    RecordLost("helm's record of the release is missing or cannot be read"),
    RecordTooLarge("helm's record of the release, which holds the whole chart, is larger than a Secret may be"),
    ValuesInvalid("the values or the chart are not what helm or the API server can take"),
    ChartNotFound("there is no such chart or version in the repository"),
    Unreachable("the API server, the chart repository, the database or a name server did not answer"),
    Unauthenticated("the API server does not know who asks: there are no credentials, or they have expired"),
    Forbidden("the account may not do this"),
    NamespaceMissing("the namespace is not there"),
    NamespaceTerminating("the namespace is being deleted, and takes nothing new"),
    Timeout("a wait or a step of the runbook ran out of time"),
    CommandFailed("a command ended with an error that fits no other class"),
    AssertionFailed("an assert of the runbook did not hold"),
    Declined("a person said no, or nobody answered", true),
    InDoubt("whether an action has done its work cannot be told yet, such as while helm still runs", true),
    Cancelled("a person interrupted the run", true);

    private final String about;
    private final boolean passesByRescue;

    FailureClass(String about) {
        this(about, false);
    }

    FailureClass(String about, boolean passesByRescue) {
        this.about = about;
        this.passesByRescue = passesByRescue;
    }

    /**
     * Whether a clause that takes any failure does not answer to it: a person has decided, or has to, and until then
     * nothing may be built on what became of the action.
     */
    public boolean passesByRescue() {
        return passesByRescue;
    }

    /** Whether a clause that names it answers to it: after a no there may be another way, and the runbook says which. */
    public boolean canBeNamed() {
        return !passesByRescue || this == Declined;
    }

    public String about() {
        return about;
    }

    public static Optional<FailureClass> named(String name) {
        return Arrays.stream(values()).filter(c -> c.name().equals(name)).findFirst();
    }
}
